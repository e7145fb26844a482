import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { MOST_PENDING_COUNTED } from '@zhanqun/articles/schema';
import { countPendingReviewsAcrossSites, listPendingReviewsAcrossSites } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import { DataTable, EmptyState, FilterBar, NoMatch, PageHeader, Pager, type TableColumn } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction = () => [{ title: '待我审核 - 站群管理平台' }];

export const loader = groupLoader('article:review', async ({ context, reach, request }) => {
  const params = new URL(request.url).searchParams;
  const q = params.get('q')?.trim() || undefined;
  const after = params.get('after') || undefined;
  const page = await listPendingReviewsAcrossSites(context, reach, { q, after });
  const count = await countPendingReviewsAcrossSites(context, reach);
  return {
    items: page.items.flatMap((item) => {
      // Another process may have opened it a moment ago.
      const site = context.directory.find(item.siteId);
      return site ? [{ ...item, siteName: site.shortName, siteCode: site.code }] : [];
    }),
    next: page.next,
    total: count < MOST_PENDING_COUNTED ? `${count} 篇` : `${MOST_PENDING_COUNTED} 篇以上`,
    isFiltered: q !== undefined,
    isFirstPage: after === undefined,
  };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>['items'][number];

const COLUMNS: TableColumn<Row>[] = [
  { key: 'title', header: '标题', cell: (row) => row.title },
  { key: 'site', header: '站点', cell: (row) => row.siteName, width: 'fit' },
  { key: 'column', header: '栏目', cell: (row) => row.columnName, width: 'fit', notOnPhones: true },
  { key: 'level', header: '审核级别', cell: (row) => `${row.levelName}（${row.level}/${row.levels}）`, width: 'fit' },
  { key: 'by', header: '提交人', cell: (row) => row.submittedByName, width: 'fit', notOnPhones: true },
  { key: 'at', header: '提交时间', cell: (row) => formatDateTime(row.submittedAt), width: 'fit' },
];

export default function ReviewInbox(): ReactElement {
  const { items, next, total, isFiltered, isFirstPage } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="待我审核" lead="您可以审核的全部站点里，现在轮到您的文章，等得最久的在前。" />
      <FilterBar search={{ label: '标题', placeholder: '标题中的词' }} filters={[]} />
      <DataTable
        caption="等待您审核的文章"
        columns={COLUMNS}
        rows={items}
        rowKey={(row) => row.id}
        rowHref={(row) => consolePath.article(row.siteCode, row.articleId)}
        storageKey="reviews"
        summary={isFiltered ? `本页 ${items.length} 篇` : `共 ${total}`}
        empty={
          isFiltered || !isFirstPage ? (
            <NoMatch unit="文章" clearHref={consolePath.reviews()} />
          ) : (
            <EmptyState icon="check" title="没有等您审核的文章">
              <p>有人提交后，会出现在这里。您自己起草或已经审核过的不在其中，要由另一个人审核。</p>
            </EmptyState>
          )
        }
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}
