import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { changeOwnEmail, getOwnEmail } from '@zhanqun/accounts/server';
import { Callout, Field, FormPage } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { selfAction, selfLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction = () => [{ title: '通知设置 - 站群管理平台' }];

export const loader = selfLoader(async ({ context, app }) => ({
  email: await getOwnEmail(context),
  isMailOn: app.deployment.settings.mail !== undefined,
}));

export const action = selfAction(async ({ context, form }) => {
  const email = String(form.get('email') ?? '').trim();
  await changeOwnEmail(context, { email });
  const told = email === '' ? '已删除邮箱，通知只在管理平台里显示。' : '邮箱已保存，以后的通知也发到这里。';
  return redirectWith(consolePath.noticeSettings(), told);
});

export default function NoticeSettings(): ReactElement {
  const { email, isMailOn } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  return (
    <FormPage
      title="通知设置"
      lead="通知总会出现在管理平台里；填写了邮箱的，也发一封邮件。"
      back={{ label: '通知', href: consolePath.notices() }}
      buttons={{ submit: '保存', pending: '正在保存…' }}
      errors={errors}
      message={message}
    >
      {!isMailOn && (
        <Callout tone="info" title="这里还没有开启邮件">
          可以先填写邮箱，管理员配置好邮件服务器以后就会发送。
        </Callout>
      )}
      <Field
        kind="text"
        name="email"
        label="通知邮箱"
        help="只用来发通知，其他人看不到完整地址。不想收邮件就留空。"
        autoComplete="email"
        inputMode="email"
        maxLength={100}
        defaultValue={refusal?.typed.email ?? email}
        errors={errors?.email}
      />
    </FormPage>
  );
}
