import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listLaterReviewsAcrossSites } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import { DataTable, EmptyState, NoMatch, PageHeader, Pager, type TableColumn } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { ReviewTabs } from './review-tabs';

export const meta: MetaFunction = () => [{ title: '事后补审 - 站群管理平台' }];

export const loader = groupLoader('article:review', async ({ context, reach, request }) => {
  const after = new URL(request.url).searchParams.get('after') || undefined;
  const page = await listLaterReviewsAcrossSites(context, reach, { after });
  return {
    items: page.items.flatMap((item) => {
      // Another process may have opened it a moment ago.
      const site = context.directory.find(item.siteId);
      return site ? [{ ...item, siteName: site.shortName, siteCode: site.code }] : [];
    }),
    next: page.next,
    isFirstPage: after === undefined,
  };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>['items'][number];

const COLUMNS: TableColumn<Row>[] = [
  { key: 'title', header: '标题', cell: (row) => row.title },
  { key: 'reason', header: '强制发布的理由', cell: (row) => row.reason },
  { key: 'site', header: '站点', cell: (row) => row.siteName, width: 'fit' },
  { key: 'by', header: '谁发布的', cell: (row) => row.forcedByName, width: 'fit' },
  { key: 'at', header: '时间', cell: (row) => formatDateTime(row.forcedAt), width: 'fit' },
];

export default function LaterReviews(): ReactElement {
  const { items, next, isFirstPage } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="事后补审" lead="没有经过审核就由站点管理员强制发布的文章，等得最久的在前。" />
      <ReviewTabs current="later" />
      <DataTable
        caption="等待您补审的文章"
        columns={COLUMNS}
        rows={items}
        rowKey={(row) => row.id}
        rowHref={(row) => consolePath.laterReview(row.siteCode, row.id)}
        summary={`本页 ${items.length} 篇`}
        empty={
          isFirstPage ? (
            <EmptyState icon="check" title="没有等您补审的文章">
              <p>站点管理员遇到急事可以写明理由强制发布，之后会出现在这里。您自己起草或强制发布的不在其中。</p>
            </EmptyState>
          ) : (
            <NoMatch unit="文章" clearHref={consolePath.laterReviews()} />
          )
        }
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}
