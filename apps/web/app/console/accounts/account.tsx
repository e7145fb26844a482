import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { ACCOUNT_STATE_LABELS, type GrantRoleInput, type RevokeRoleInput } from '@zhanqun/accounts/schema';
import {
  disableAccount,
  enableAccount,
  endSession,
  grantRole,
  resetPassword,
  revokeRole,
} from '@zhanqun/accounts/server';
import { formatDateTime } from '@zhanqun/kit';
import { Badge, Callout, CopyOnce, DefinitionList, ErrorSummary, PageHeader, Timeline } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useAnswer, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { groupAction, groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { SessionTable } from '../session/session-table';
import { accountData } from './account.server';
import { ConfirmAccountAct } from './confirm-act';
import { GrantFields } from './grant-fields';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.account.displayName ?? '账号'} - 站群管理平台` },
];

export const loader = groupLoader('account:view', accountData);

const idOf = (params: Record<string, string | undefined>) => params.account ?? '';

export const action = groupAction({
  'account:manage#reset': async ({ context, params }) => ({
    reset: await resetPassword(context, { accountId: idOf(params) }),
  }),
  'account:manage#disable': async ({ context, params }) => {
    await disableAccount(context, { accountId: idOf(params) });
    return redirectWith(consolePath.account(idOf(params)), '账号已停用。');
  },
  'account:manage#enable': async ({ context, params }) => {
    await enableAccount(context, { accountId: idOf(params) });
    return redirectWith(consolePath.account(idOf(params)), '账号已启用。');
  },
  'account:manage#grant': async ({ context, params, form }) => {
    const accountId = idOf(params);
    const [siteId, role, subtree] = [form.get('siteId'), form.get('role'), form.get('subtree')];
    await grantRole(context, { accountId, siteId, role, subtree } as GrantRoleInput);
    return redirectWith(consolePath.account(accountId), '已授权。');
  },
  'account:manage#revoke': async ({ context, params, form }) => {
    const accountId = idOf(params);
    await revokeRole(context, { accountId, siteId: form.get('siteId'), role: form.get('role') } as RevokeRoleInput);
    return redirectWith(consolePath.account(accountId), '授权已收回。');
  },
  'account:manage#end-session': async ({ context, params, form }) => {
    await endSession(context, { sessionKey: String(form.get('sessionKey')) });
    return redirectWith(consolePath.account(idOf(params)), '那一处的登录已经结束。');
  },
});

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Grants({ account }: Loaded): ReactElement {
  const mayTouch = account.refusal === undefined;
  return (
    <section aria-labelledby="grants">
      <h2 id="grants" className="mb-2 text-lg font-semibold">
        授权
      </h2>
      <ul className="zc-card divide-y divide-line px-4">
        {account.grants.map((grant) => (
          <li key={`${grant.siteId}-${grant.role}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="font-medium">{grant.siteName}</span>
            <Badge tone="main">{grant.roleLabel}</Badge>
            {grant.subtree && <span className="text-sm text-ink-soft">含全部下级站点</span>}
            {mayTouch && (
              <Link
                to={`${consolePath.account(account.id)}?act=revoke&site=${grant.siteId}&role=${grant.role}`}
                className="zc-button zc-button-quiet zc-button-small ml-auto"
              >
                收回
                <span className="sr-only">
                  {grant.siteName}
                  {grant.roleLabel}
                </span>
              </Link>
            )}
          </li>
        ))}
        {account.grants.length === 0 && <li className="py-2.5 text-ink-soft">还没有授权，登录后进不了任何站点。</li>}
        {account.hiddenGrants > 0 && (
          <li className="py-2.5 text-ink-soft">另有 {account.hiddenGrants} 项授权在您的管辖范围以外。</li>
        )}
      </ul>
    </section>
  );
}

function GrantForm({ account, sites, roles, maySubtree }: Loaded): ReactElement {
  const refusal = useRefusal();
  const isThis = refusal?.typed.intent === 'account:manage#grant';
  return (
    <details className="zc-card p-4" open={isThis}>
      <summary className="zc-summary cursor-pointer font-semibold text-main-700">增加一项授权</summary>
      <Form method="post" noValidate className="mt-4 flex flex-col gap-5">
        <GrantFields
          key={account.grants.length}
          sites={sites}
          roles={roles}
          maySubtree={maySubtree}
          typed={isThis ? refusal.typed : {}}
          errors={isThis ? refusal.error.fields : {}}
        />
        <button
          type="submit"
          name="intent"
          value="account:manage#grant"
          className="zc-button zc-button-main self-start max-sm:w-full"
        >
          授权
        </button>
      </Form>
    </details>
  );
}

export default function Account(): ReactElement {
  const loaded = useLoaderData<typeof loader>();
  const { account, isOwn, act, revoking, sessions, log } = loaded;
  const refusal = useRefusal();
  const answer = useAnswer<{ reset: { username: string; password: string } }>();
  const mayTouch = account.refusal === undefined;
  const here = consolePath.account(account.id);
  if (act && !answer) return <ConfirmAccountAct account={account} act={act} revoking={revoking} />;
  return (
    <>
      <PageHeader
        title={account.displayName}
        lead={account.username}
        back={{ label: '账号', href: consolePath.accounts() }}
        badge={
          account.state === 'DISABLED' ? (
            <Badge>已停用</Badge>
          ) : (
            <Badge tone="good">{ACCOUNT_STATE_LABELS.ACTIVE}</Badge>
          )
        }
        actions={
          mayTouch && (
            <>
              <Link to={`${here}?act=reset`} className="zc-button">
                重置密码
              </Link>
              <Link to={`${here}?act=${account.state === 'ACTIVE' ? 'disable' : 'enable'}`} className="zc-button">
                {account.state === 'ACTIVE' ? '停用' : '启用'}
              </Link>
            </>
          )
        }
      />
      <div className="mb-5 flex max-w-3xl flex-col gap-4 empty:hidden">
        {refusal && <ErrorSummary {...summaryOf(refusal)} />}
        {answer && (
          <CopyOnce
            label={`${account.displayName}（${answer.reset.username}）的一次性密码`}
            value={answer.reset.password}
            help="原来的密码和登录都已失效。请用可靠的方式交给本人，登录时要换成自己的密码。"
          />
        )}
        {isOwn && (
          <Callout tone="info">
            这是您自己的账号。可以
            <Link to={consolePath.password()} className="zc-link mx-1">
              修改密码
            </Link>
            或
            <Link to={consolePath.sessions()} className="zc-link mx-1">
              查看登录
            </Link>
            ；授权要请另一位管理员调整。
          </Callout>
        )}
        {account.refusal && !isOwn && (
          <Callout tone="warn" title="这个账号您只能查看">
            {account.refusal}
          </Callout>
        )}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="flex flex-col gap-6">
          <section aria-label="账号资料">
            <DefinitionList
              items={[
                { term: '所属站点', value: account.homeSiteName },
                { term: '单位', value: account.unit },
                { term: '密码', value: account.passwordState === 'ONE_TIME' ? '一次性密码，还没有换' : '本人设定' },
                { term: '最近登录', value: account.lastSignInAt ? formatDateTime(account.lastSignInAt) : '从未登录' },
                { term: '创建时间', value: formatDateTime(account.createdAt) },
              ]}
            />
          </section>
          <Grants {...loaded} />
          {mayTouch && <GrantForm {...loaded} />}
        </div>
        <div className="flex flex-col gap-6">
          {mayTouch && (
            <section aria-labelledby="sessions">
              <h2 id="sessions" className="mb-2 text-lg font-semibold">
                正在进行的登录
              </h2>
              {sessions.length > 0 ? (
                <SessionTable sessions={sessions} intent="account:manage#end-session" />
              ) : (
                <p className="text-ink-soft">现在没有登录。</p>
              )}
            </section>
          )}
          {log && (
            <section aria-labelledby="log">
              <h2 id="log" className="mb-3 text-lg font-semibold">
                这个账号的变更
              </h2>
              {log.length > 0 ? (
                <Timeline
                  entries={log.map((line) => ({
                    id: line.id,
                    time: line.time,
                    dateTime: line.at.toISOString(),
                    who: line.actorName,
                    what: line.summary,
                  }))}
                />
              ) : (
                <p className="text-ink-soft">还没有变更。</p>
              )}
            </section>
          )}
        </div>
      </div>
    </>
  );
}
