import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { formatDateTime } from '@zhanqun/kit';
import { MAIL_LAPSES_DAYS, MAIL_STATE_LABELS, MAIL_STATES, type MailState } from '@zhanqun/notices/schema';
import { listMails, resendMails } from '@zhanqun/notices/server';
import {
  Badge,
  type BadgeTone,
  Callout,
  DataTable,
  EmptyState,
  ErrorSummary,
  FilterBar,
  NoMatch,
  PageHeader,
  Pager,
  type TableColumn,
} from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { groupAction, groupLoader, returnTo } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction = () => [{ title: '通知邮件 - 站群管理平台' }];

export const loader = groupLoader('mail:manage', async ({ context, request, app }) => {
  const params = new URL(request.url).searchParams;
  const state = MAIL_STATES.find((known) => known === params.get('state'));
  const after = params.get('after')?.slice(0, 40) || undefined;
  const isMailOn = app.deployment.settings.mail !== undefined;
  const page = await listMails(context, { state, after });
  return {
    items: page.items.map((item) => ({
      ...item,
      siteName: context.directory.find(item.siteId)?.shortName ?? '',
      why: whyItWaits(item, isMailOn),
    })),
    next: page.next,
    isMailOn,
    isFiltered: state !== undefined,
    isFirstPage: after === undefined,
  };
});

/** Why a letter has not been sent, as a sentence; "" for those that have. */
function whyItWaits(
  mail: { state: MailState; address: string; attempts: number; dueAt: Date; fault: string },
  isMailOn: boolean,
): string {
  const { state, address, attempts, dueAt, fault } = mail;
  if (state === 'LAPSED') return `等了 ${MAIL_LAPSES_DAYS} 天没有发出，不再自动发送。`;
  if (state === 'FAILED') return `试了 ${attempts} 次：${fault}`;
  if (state !== 'WAITING') return '';
  if (!isMailOn) return '没有开启邮件。';
  if (address === '') return '收件人没有填写邮箱。';
  return fault ? `${formatDateTime(dueAt)} 再试。上次：${fault}` : '马上发送。';
}

export const action = groupAction({
  'mail:manage': async ({ context, request, form }) => {
    const { waiting } = await resendMails(context, { noticeIds: form.getAll('ids').map(String) });
    const told = waiting > 0 ? `${waiting} 封邮件重新排队。` : '所选的都不是没有发出的邮件，没有重发。';
    return redirectWith(returnTo(request), told);
  },
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>['items'][number];

const TONES: Record<MailState, BadgeTone> = {
  WAITING: 'act',
  SENDING: 'main',
  SENT: 'good',
  FAILED: 'alarm',
  LAPSED: 'neutral',
};

const COLUMNS: TableColumn<Row>[] = [
  { key: 'summary', header: '内容', cell: (row) => `${row.label}：${row.summary}` },
  {
    key: 'to',
    header: '收件人',
    cell: (row) => `${row.recipientName}${row.address ? ` ${row.address}` : ''}`,
    width: 'fit',
  },
  { key: 'site', header: '站点', cell: (row) => row.siteName, width: 'fit', notOnPhones: true },
  {
    key: 'state',
    header: '状态',
    cell: (row) => <Badge tone={TONES[row.state]}>{MAIL_STATE_LABELS[row.state]}</Badge>,
    width: 'fit',
  },
  { key: 'why', header: '为什么没有发出', cell: (row) => row.why },
  { key: 'at', header: '时间', cell: (row) => formatDateTime(row.sentAt ?? row.createdAt), width: 'fit' },
  { key: 'messageId', header: 'Message-ID', cell: (row) => <code>{row.messageId}</code>, startHidden: true },
];

export default function Outbox(): ReactElement {
  const { items, next, isMailOn, isFiltered, isFirstPage } = useLoaderData<typeof loader>();
  const { errors, message } = summaryOf(useRefusal());
  return (
    <>
      <PageHeader title="通知邮件" lead="每条通知的邮件，新的在前：发了没有，没有发出是为什么。" />
      {!isMailOn && (
        <div className="mb-4">
          <Callout tone="info" title="没有开启邮件，这里的邮件都不会发出">
            通知照常出现在管理平台里。要发邮件，请在服务器的设置里写上 MAIL=on、SMTP_URL 和 MAIL_FROM，然后重新启动。
            等了 {MAIL_LAPSES_DAYS} 天以上的不会补发。
          </Callout>
        </div>
      )}
      <ErrorSummary errors={errors} message={message} undone="没有办理" />
      <FilterBar
        filters={[
          {
            name: 'state',
            label: '状态',
            choices: MAIL_STATES.map((value) => ({ value, label: MAIL_STATE_LABELS[value] })),
          },
        ]}
      />
      <DataTable
        caption="通知邮件，新的在前"
        columns={COLUMNS}
        rows={items}
        rowKey={(row) => row.noticeId}
        rowLabel={(row) => row.summary}
        bulk={[{ label: '重新发送', intent: 'mail:manage' }]}
        storageKey="outbox"
        empty={
          isFiltered || !isFirstPage ? (
            <NoMatch unit="邮件" clearHref={consolePath.outbox()} />
          ) : (
            <EmptyState icon="mail" title="这里列出每条通知的邮件">
              <p>有人提交、退回或通过稿件时，会给下一个经手的人一条通知和一封邮件。</p>
            </EmptyState>
          )
        }
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}
