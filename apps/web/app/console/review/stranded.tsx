import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listStrandedReviewsAcrossSites } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import { Badge, DataTable, EmptyState, NoMatch, PageHeader, Pager, type TableColumn } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { ReviewTabs } from './review-tabs';

export const meta: MetaFunction = () => [{ title: '缺人审核 - 站群管理平台' }];

export const loader = groupLoader('article:review', async ({ context, reach, request }) => {
  const after = new URL(request.url).searchParams.get('after') || undefined;
  const page = await listStrandedReviewsAcrossSites(context, reach, { after });
  return {
    items: page.items.flatMap((item) => {
      // Another process may have opened it a moment ago.
      const site = context.directory.find(item.siteId);
      const holder = context.directory.find(item.holderSiteId)?.shortName ?? '';
      return site ? [{ ...item, siteName: site.shortName, siteCode: site.code, holder }] : [];
    }),
    next: page.next,
    isFirstPage: after === undefined,
  };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>['items'][number];

const COLUMNS: TableColumn<Row>[] = [
  { key: 'title', header: '标题', cell: (row) => row.title },
  { key: 'site', header: '站点', cell: (row) => row.siteName, width: 'fit' },
  { key: 'level', header: '停在哪一级', cell: (row) => `第 ${row.level} 级“${row.levelName}”`, width: 'fit' },
  {
    key: 'holder',
    header: '现在由谁审核',
    cell: (row) => (row.holder ? `${row.holder}的审核员` : <Badge tone="alarm">没有人</Badge>),
    width: 'fit',
  },
  { key: 'at', header: '从什么时候起', cell: (row) => formatDateTime(row.movedUpAt), width: 'fit' },
];

export default function StrandedReviews(): ReactElement {
  const { items, next, isFirstPage } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="缺人审核"
        lead="审核员离岗、停用或代理到期以后，原来的站点没有人能审的文章。上级有人的转由上级审核，原来的站点又有人时自动转回。"
      />
      <ReviewTabs current="stranded" />
      <DataTable
        caption="缺人审核的文章，最早的在前"
        columns={COLUMNS}
        rows={items}
        rowKey={(row) => row.id}
        rowHref={(row) => consolePath.article(row.siteCode, row.articleId)}
        rowLabel={(row) => row.title}
        summary={`本页 ${items.length} 篇`}
        empty={
          isFirstPage ? (
            <EmptyState icon="check" title="每篇待审的文章都有人审核">
              <p>某一级失去最后一位审核员时，文章会出现在这里，并通知上级的审核员或管理员。</p>
            </EmptyState>
          ) : (
            <NoMatch unit="文章" clearHref={consolePath.strandedReviews()} />
          )
        }
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}
