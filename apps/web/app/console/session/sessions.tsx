import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { endSession, listSessions } from '@zhanqun/accounts/server';
import { IDLE_MINUTES, WHOLE_HOURS } from '@zhanqun/auth/server';
import { ErrorSummary, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { selfAction, selfLoader } from '../guard.server';
import { consolePath } from '../paths';
import { SessionTable } from './session-table';

export const meta: MetaFunction = () => [{ title: '登录会话 - 站群管理平台' }];

export const loader = selfLoader(async ({ context, signedIn }) => ({
  sessions: await listSessions(context, context.actor.accountId),
  currentKey: signedIn.sessionKey,
  idleMinutes: IDLE_MINUTES,
  wholeHours: WHOLE_HOURS,
}));

export const action = selfAction(async ({ context, form }) => {
  await endSession(context, { sessionKey: String(form.get('sessionKey')) });
  return redirectWith(consolePath.sessions(), '那一处的登录已经结束。');
});

export default function Sessions(): ReactElement {
  const { sessions, currentKey, idleMinutes, wholeHours } = useLoaderData<typeof loader>();
  const summary = summaryOf(useRefusal());
  return (
    <>
      <PageHeader
        title="登录会话"
        lead={`您的账号正在这些地方登录。${idleMinutes} 分钟不用会自动结束，最长 ${wholeHours} 小时。有不认识的，请结束它并修改密码。`}
        back={{ label: '工作台', href: consolePath.home() }}
      />
      <ErrorSummary {...summary} />
      <SessionTable sessions={sessions} currentKey={currentKey} />
    </>
  );
}
