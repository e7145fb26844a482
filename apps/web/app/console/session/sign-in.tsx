import { type MetaFunction, redirect } from '@remix-run/node';
import { Form, useLoaderData, useNavigation } from '@remix-run/react';
import { verifyCredentials } from '@zhanqun/auth/server';
import { DomainError } from '@zhanqun/kit';
import { Callout, EntryFrame, Field } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { useRefusal } from '../answer';
import { openAction, openLoader } from '../guard.server';
import { consolePath } from '../paths';
import { PLAIN_TRIAL_WARNING } from '../shell.server';

export const meta: MetaFunction = () => [{ title: '登录 - 站群管理平台' }];

/** Only to pages of the console: an address in a link from outside leads nowhere else. */
function destination(request: Request): string {
  const to = new URL(request.url).searchParams.get('to') ?? '';
  return /^\/console(?:[/?][^\s\\]*)?$/.test(to) ? to : consolePath.home();
}

export const loader = openLoader(async ({ request, app }) => {
  if (await app.sessions.read(request.headers.get('Cookie'))) throw redirect(destination(request));
  const isReturning = destination(request) !== consolePath.home();
  return { warnings: app.isPlainTrial ? [PLAIN_TRIAL_WARNING] : [], isReturning };
});

export const action = openAction(async ({ request, app, clientAddress, form }) => {
  const username = String(form.get('username') ?? '').slice(0, 100);
  const password = String(form.get('password') ?? '').slice(0, 200);
  if (!username.trim() || !password) throw new DomainError('INVALID', '请填写用户名和密码。');
  const credentials = { username, password, address: clientAddress };
  const accountId = await verifyCredentials(app.deployment.db, credentials, app.now());
  const userAgent = request.headers.get('User-Agent') ?? '';
  const cookie = await app.sessions.begin(accountId, { address: clientAddress, userAgent });
  return redirect(destination(request), { headers: { 'Set-Cookie': cookie } });
});

export default function SignIn(): ReactElement {
  const { warnings, isReturning } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <EntryFrame
      product="站群管理平台"
      title="登录"
      lead={isReturning ? '请先登录，登录后回到刚才的页面；没有保存的内容会放回表单。' : undefined}
      warnings={warnings}
      foot="忘记密码或没有账号，请联系本站的站点管理员。"
    >
      {refusal && (
        <div role="alert">
          <Callout tone={refusal.error.code === 'TOO_MANY' ? 'warn' : 'danger'} title={refusal.error.message} />
        </div>
      )}
      <Form method="post" className="flex flex-col gap-4" noValidate>
        <Field
          kind="text"
          name="username"
          label="用户名"
          required
          autoComplete="username"
          defaultValue={refusal?.typed.username}
        />
        <Field kind="password" name="password" label="密码" required autoComplete="current-password" />
        <button type="submit" className="zc-button zc-button-main" aria-disabled={isBusy}>
          {isBusy ? '正在登录…' : '登录'}
        </button>
      </Form>
    </EntryFrame>
  );
}
