import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { MOST_PENDING_COUNTED } from '@zhanqun/articles/schema';
import { countPendingReviewsAcrossSites, listPendingReviewsAcrossSites } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import {
  DataTable,
  EmptyState,
  ErrorSummary,
  FilterBar,
  ListKeysNote,
  NoMatch,
  PageHeader,
  Pager,
  PartialResult,
  type TableColumn,
} from '@zhanqun/ui/console';
import { type ReactElement, useEffect, useRef } from 'react';
import { summaryOf, useAnswer, useRefusal } from '../answer';
import { groupAction, groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { approveTicked, type BulkAnswer } from './bulk-approval.server';
import { readInboxFilter } from './inbox-filter.server';
import { ReviewTabs } from './review-tabs';

export const meta: MetaFunction = () => [{ title: '待我审核 - 站群管理平台' }];

export const loader = groupLoader('article:review', async (args) => {
  const { context, reach } = args;
  const { filter, choices, isFiltered, isFirstPage } = await readInboxFilter(args);
  const page = await listPendingReviewsAcrossSites(context, reach, filter);
  const count = await countPendingReviewsAcrossSites(context, reach);
  return {
    items: page.items.flatMap((item) => {
      // Another process may have opened it a moment ago.
      const site = context.directory.find(item.siteId);
      return site ? [{ ...item, siteName: site.shortName, siteCode: site.code }] : [];
    }),
    next: page.next,
    total: count < MOST_PENDING_COUNTED ? `${count} 篇` : `${MOST_PENDING_COUNTED} 篇以上`,
    filters: choices,
    isFiltered,
    isFirstPage,
    standsInFor: [...new Set((context.actor.lent ?? []).map(({ of }) => of.name))],
  };
});

export const action = groupAction({ 'article:review': approveTicked });

type Row = ReturnType<typeof useLoaderData<typeof loader>>['items'][number];

const COLUMNS: TableColumn<Row>[] = [
  { key: 'title', header: '标题', cell: (row) => row.title },
  { key: 'site', header: '站点', cell: (row) => row.siteName, width: 'fit' },
  { key: 'column', header: '栏目', cell: (row) => row.columnName, width: 'fit', notOnPhones: true },
  { key: 'level', header: '审核级别', cell: (row) => `${row.levelName}（${row.level}/${row.levels}）`, width: 'fit' },
  { key: 'by', header: '提交人', cell: (row) => row.submittedByName, width: 'fit', notOnPhones: true },
  { key: 'unit', header: '提交单位', cell: (row) => row.submittedByUnit, width: 'fit', notOnPhones: true },
  { key: 'at', header: '提交时间', cell: (row) => formatDateTime(row.submittedAt), width: 'fit' },
];

/** The column that stands there after a bulk approval for what it could not approve. */
function whyNot(answer: BulkAnswer): TableColumn<Row> {
  return {
    key: 'why',
    header: '没有通过的原因',
    cell: (row) => {
      const sentence = answer.failed.find(({ reviewId }) => reviewId === row.id)?.sentence;
      return sentence && <span className="text-alarm-700">{sentence}</span>;
    },
  };
}

/** What a bulk approval did not do; what was recalled meanwhile is no longer in the list, and is named here too. */
function Outcome({ answer, titleOf }: { answer: BulkAnswer; titleOf: (reviewId: string) => string | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer) box.current?.focus();
  }, [answer]);
  return (
    <div ref={box} tabIndex={-1} className="mb-4 outline-none">
      <PartialResult
        done={answer.done}
        failed={answer.failed.map(({ reviewId, articleId, siteCode, sentence }) => ({
          label: titleOf(reviewId) ?? '已不在列表中的一篇',
          reason: sentence,
          href: consolePath.article(siteCode, articleId),
        }))}
      />
    </div>
  );
}

export default function ReviewInbox(): ReactElement {
  const { items, next, total, filters, isFiltered, isFirstPage, standsInFor } = useLoaderData<typeof loader>();
  const answer = useAnswer<BulkAnswer>();
  const { errors, message } = summaryOf(useRefusal());
  const titles = useRef(new Map<string, string>());
  for (const { id, title } of items) titles.current.set(id, title);
  return (
    <>
      <PageHeader
        title="待我审核"
        lead="您可以审核的全部站点里，现在轮到您的文章，等得最久的在前。"
        actions={
          <Link to={consolePath.deputy()} className="zc-button">
            请假代理
          </Link>
        }
      />
      {standsInFor.length > 0 && <p className="mb-4 text-ink-soft">其中有您代{standsInFor.join('、')}审核的。</p>}
      <ReviewTabs current="inbox" />
      <ErrorSummary errors={errors} message={message} undone="没有办理" />
      {answer && <Outcome answer={answer} titleOf={(reviewId) => titles.current.get(reviewId)} />}
      <FilterBar search={{ label: '标题', placeholder: '标题中的词' }} filters={filters} />
      <DataTable
        caption="等待您审核的文章"
        columns={answer ? [...COLUMNS.slice(0, 1), whyNot(answer), ...COLUMNS.slice(1)] : COLUMNS}
        rows={items}
        rowKey={(row) => [row.siteId, row.articleId, row.id, row.level].join('.')}
        rowHref={(row) => consolePath.article(row.siteCode, row.articleId)}
        rowLabel={(row) => row.title}
        bulk={[{ label: '通过所选', intent: 'article:review' }]}
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
      {items.length > 0 && <ListKeysNote />}
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}
