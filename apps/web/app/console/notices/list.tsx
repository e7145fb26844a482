import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { formatDateTime } from '@zhanqun/kit';
import { listNotices, readNotices } from '@zhanqun/notices/server';
import {
  Badge,
  DataTable,
  EmptyState,
  ErrorSummary,
  FilterBar,
  ListKeysNote,
  NoMatch,
  PageHeader,
  Pager,
  type TableColumn,
} from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { returnTo, selfAction, selfLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction = () => [{ title: '通知 - 站群管理平台' }];

export const loader = selfLoader(async ({ context, request }) => {
  const params = new URL(request.url).searchParams;
  const isUnread = params.get('show') === 'unread';
  const after = params.get('after')?.slice(0, 40) || undefined;
  const page = await listNotices(context, { isUnread, after });
  return {
    items: page.items.map((item) => ({ ...item, siteName: context.directory.find(item.siteId)?.shortName ?? '' })),
    next: page.next,
    isUnread,
    isFirstPage: after === undefined,
  };
});

export const action = selfAction(async ({ context, request, form }) => {
  const isAll = form.get('intent') === 'all';
  const { read } = await readNotices(context, isAll ? {} : { noticeIds: form.getAll('ids').map(String) });
  return redirectWith(returnTo(request), read > 0 ? `${read} 条通知已标为已读。` : '没有未读的通知。');
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>['items'][number];

function stateOf({ readAt, settledByName }: Row): string {
  if (settledByName) return `已由${settledByName}办理`;
  return readAt ? '已读' : '未读';
}

const COLUMNS: TableColumn<Row>[] = [
  {
    key: 'summary',
    header: '通知',
    cell: (row) => <span className={row.readAt ? undefined : 'font-semibold'}>{row.summary}</span>,
  },
  {
    key: 'kind',
    header: '事项',
    cell: (row) => <Badge tone={row.kind === 'REVIEW_WAITS' ? 'act' : 'neutral'}>{row.label}</Badge>,
    width: 'fit',
  },
  { key: 'site', header: '站点', cell: (row) => row.siteName, width: 'fit' },
  { key: 'state', header: '状态', cell: (row) => stateOf(row), width: 'fit' },
  { key: 'at', header: '时间', cell: (row) => formatDateTime(row.createdAt), width: 'fit' },
];

export default function Notices(): ReactElement {
  const { items, next, isUnread, isFirstPage } = useLoaderData<typeof loader>();
  const { errors, message } = summaryOf(useRefusal());
  return (
    <>
      <PageHeader
        title="通知"
        lead="轮到您审核的，和您的稿件审核到哪一步了，新的在前。"
        actions={
          <>
            <Link to={consolePath.noticeSettings()} className="zc-button">
              通知设置
            </Link>
            <Form method="post">
              <button type="submit" name="intent" value="all" className="zc-button">
                全部标为已读
              </button>
            </Form>
          </>
        }
      />
      <ErrorSummary errors={errors} message={message} undone="没有办理" />
      <FilterBar filters={[{ name: 'show', label: '显示', choices: [{ value: 'unread', label: '只看未读' }] }]} />
      <DataTable
        caption="通知，新的在前"
        columns={COLUMNS}
        rows={items}
        rowKey={(row) => row.id}
        rowHref={(row) => consolePath.notice(row.id)}
        rowLabel={(row) => row.summary}
        bulk={[{ label: '标为已读', intent: 'some' }]}
        summary="打开一条就标为已读"
        empty={
          isUnread || !isFirstPage ? (
            <NoMatch unit="通知" clearHref={consolePath.notices()} />
          ) : (
            <EmptyState icon="bell" title="有事等您时会通知到这里">
              <p>轮到您审核、您的稿件被退回或通过，都会在这里出现一条通知。</p>
            </EmptyState>
          )
        }
      />
      {items.length > 0 && <ListKeysNote />}
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}
