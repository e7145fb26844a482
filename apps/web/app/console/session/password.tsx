import type { MetaFunction } from '@remix-run/node';
import { Form, useLoaderData, useNavigation } from '@remix-run/react';
import { changeOwnPassword } from '@zhanqun/accounts/server';
import { EntryFrame, ErrorSummary, Field, FormPage } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { selfAction, selfLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction = () => [{ title: '修改密码 - 站群管理平台' }];

export const loader = selfLoader(
  async ({ signedIn }) => ({ isForced: signedIn.mustChangePassword, username: signedIn.username }),
  { oneTime: true },
);

export const action = selfAction(
  async ({ context, signedIn, form }) => {
    const input = { oldPassword: String(form.get('oldPassword')), newPassword: String(form.get('newPassword')) };
    await changeOwnPassword(context, input, signedIn.sessionKey);
    return redirectWith(consolePath.home(), '密码已修改，其他地方的登录已经结束。');
  },
  { oneTime: true },
);

const RULE = '至少 8 个字符，含大写字母、小写字母、数字、符号中的三种，不能包含用户名。';

function Fields({ username, isForced }: { username: string; isForced: boolean }): ReactElement {
  const fields = useRefusal()?.error.fields ?? {};
  return (
    <>
      {/* Password managers look for whose password this is. */}
      <input type="text" name="username" autoComplete="username" defaultValue={username} hidden readOnly />
      <Field
        kind="password"
        name="oldPassword"
        label={isForced ? '一次性密码' : '原密码'}
        required
        autoComplete="current-password"
        errors={fields.oldPassword}
      />
      <Field
        kind="password"
        name="newPassword"
        label="新密码"
        help={RULE}
        required
        autoComplete="new-password"
        errors={fields.newPassword}
      />
    </>
  );
}

export default function Password(): ReactElement {
  const { isForced, username } = useLoaderData<typeof loader>();
  const summary = summaryOf(useRefusal());
  const isBusy = useNavigation().state !== 'idle';
  if (!isForced) {
    return (
      <FormPage
        title="修改密码"
        lead="修改以后，这个账号在其他地方的登录全部结束。"
        back={{ label: '工作台', href: consolePath.home() }}
        buttons={{ submit: '修改密码', pending: '正在修改…' }}
        {...summary}
      >
        <Fields username={username} isForced={false} />
      </FormPage>
    );
  }
  return (
    <EntryFrame
      product="站群管理平台"
      title="请先换成自己的密码"
      lead="一次性密码只能用来登录这一次，换好以后才能开始工作。"
      foot={
        <Form method="post" action={consolePath.signOut()}>
          <button type="submit" className="zc-link min-h-11">
            不换了，退出
          </button>
        </Form>
      }
    >
      <ErrorSummary {...summary} />
      <Form method="post" className="flex flex-col gap-4" noValidate>
        <Fields username={username} isForced />
        <button type="submit" className="zc-button zc-button-main" aria-disabled={isBusy}>
          {isBusy ? '正在修改…' : '换成新密码'}
        </button>
      </Form>
    </EntryFrame>
  );
}
