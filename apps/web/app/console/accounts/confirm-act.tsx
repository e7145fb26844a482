import type { AccountView, GrantView } from '@zhanqun/accounts/server';
import { ConfirmPage, type ConfirmPageProps } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { consolePath } from '../paths';

interface ConfirmAccountActProps {
  account: Pick<AccountView, 'id' | 'displayName' | 'username'>;
  act: string;
  revoking?: GrantView;
}

type Wording = Pick<ConfirmPageProps, 'title' | 'effect' | 'consequences' | 'submit' | 'pending' | 'intent' | 'tone'>;

function wordingOf({ account, act, revoking }: ConfirmAccountActProps): Wording | undefined {
  const who = `${account.displayName}（${account.username}）`;
  if (act === 'reset') {
    return {
      title: '重置密码',
      effect: `${who}原来的密码将失效，得到一次性密码`,
      consequences: ['这个账号正在进行的登录全部结束。', '因多次输错而锁定的，同时解锁。', '一次性密码只显示一次。'],
      submit: '重置密码',
      pending: '正在重置…',
      intent: 'account:manage#reset',
    };
  }
  if (act === 'disable') {
    return {
      title: '停用账号',
      effect: `${who}将不能登录`,
      consequences: ['正在进行的登录马上结束。', '写过的内容和授权都保留，启用后恢复原样。'],
      submit: '停用账号',
      pending: '正在停用…',
      intent: 'account:manage#disable',
    };
  }
  if (act === 'enable') {
    return {
      title: '启用账号',
      effect: `${who}将可以登录`,
      consequences: ['停用以前的密码和授权继续有效。'],
      submit: '启用账号',
      pending: '正在启用…',
      intent: 'account:manage#enable',
      tone: 'main',
    };
  }
  if (act === 'revoke' && revoking) {
    return {
      title: '收回授权',
      effect: `${who}将不再是${revoking.siteName}的${revoking.roleLabel}`,
      consequences: [
        ...(revoking.subtree ? [`${revoking.siteName}全部下级站点上的这项授权同时收回。`] : []),
        '写过的内容不受影响。',
      ],
      submit: '收回授权',
      pending: '正在收回…',
      intent: 'account:manage#revoke',
    };
  }
  return undefined;
}

/** The page of its own that a change of someone's rights stands on. */
export function ConfirmAccountAct(props: ConfirmAccountActProps): ReactElement | null {
  const { account, revoking } = props;
  const summary = summaryOf(useRefusal());
  const wording = wordingOf(props);
  if (!wording) return null;
  return (
    <ConfirmPage {...wording} back={{ label: account.displayName, href: consolePath.account(account.id) }} {...summary}>
      {revoking && (
        <>
          <input type="hidden" name="siteId" value={revoking.siteId} />
          <input type="hidden" name="role" value={revoking.role} />
        </>
      )}
    </ConfirmPage>
  );
}
