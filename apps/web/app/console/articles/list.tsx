import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { ARTICLE_STATE_LABELS, ARTICLE_STATES, type ArticleState } from '@zhanqun/articles/schema';
import { type ArticleFilter, type ArticleListItem, countArticlesByState, listArticles } from '@zhanqun/articles/server';
import { getColumnTree } from '@zhanqun/columns/server';
import { formatDateTime } from '@zhanqun/kit';
import { DataTable, EmptyState, FilterBar, NoMatch, PageHeader, Pager, type TableColumn } from '@zhanqun/ui/console';
import { itemColumnChoices } from '../columns/column-choices';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { ArticleBadges } from './article-badges';

/** Beside the states: what is to be published or taken down at a time. */
const SCHEDULED = 'SCHEDULED';

export const loader = siteLoader('site:view', async ({ context, request }) => {
  const params = new URL(request.url).searchParams;
  const state = ARTICLE_STATES.find((one) => one === params.get('state'));
  const isScheduled = params.get('state') === SCHEDULED;
  const filter = {
    columnId: params.get('column') || undefined,
    state,
    isScheduled,
    q: params.get('q')?.trim() || undefined,
  };
  const page = await listArticles(context, { ...filter, after: params.get('after') || undefined });
  const counts = await countArticlesByState(context, { most: MOST_COUNTED });
  const tree = await getColumnTree(context);
  return {
    page,
    total: totalOf(counts, filter),
    isFiltered: Boolean(filter.columnId || state || isScheduled || filter.q),
    isFirstPage: !params.get('after'),
    columns: itemColumnChoices(tree).filter(({ disabled }) => !disabled),
    site: { code: context.site.code, name: context.site.name },
    mayWrite: can(context.actor, 'article:write', context.site),
  };
});

/** Articles of a state beyond which the list does not count them: it would read them all for every page. */
const MOST_COUNTED = 10_000;

/** Known exactly without a search or a column, while they are not too many, else not claimed. */
function totalOf(
  counts: Record<ArticleState, number>,
  { columnId, state, isScheduled, q }: ArticleFilter,
): number | undefined {
  if (columnId || q || isScheduled || Object.values(counts).some((count) => count >= MOST_COUNTED)) return undefined;
  return state ? counts[state] : counts.DRAFT + counts.PUBLISHED + counts.WITHDRAWN;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `内容 - ${data?.site.name ?? ''} - 站群管理平台` },
];

const COLUMNS: TableColumn<ArticleListItem>[] = [
  { key: 'title', header: '标题', cell: (row) => row.title },
  { key: 'column', header: '栏目', cell: (row) => row.columnName, width: 'fit' },
  { key: 'state', header: '状态', cell: (row) => <ArticleBadges article={row} />, width: 'fit' },
  { key: 'author', header: '起草人', cell: (row) => row.createdByName, width: 'fit', notOnPhones: true },
  {
    key: 'published',
    header: '首次发布',
    cell: (row) => (row.firstPublishedAt ? formatDateTime(row.firstPublishedAt) : ''),
    width: 'fit',
    startHidden: true,
  },
  { key: 'updated', header: '最近改动', cell: (row) => formatDateTime(row.updatedAt), width: 'fit' },
];

export default function ArticleListPage() {
  const { page, total, isFiltered, isFirstPage, columns, site, mayWrite } = useLoaderData<typeof loader>();
  const newArticle = consolePath.newArticle(site.code);
  return (
    <>
      <PageHeader
        title="内容"
        lead="本站的全部文章：草稿、已发布和已撤回的。"
        actions={
          mayWrite && (
            <Link to={newArticle} className="zc-button zc-button-main">
              写文章
            </Link>
          )
        }
      />
      <FilterBar
        search={{ label: '标题', placeholder: '标题中的词' }}
        filters={[
          {
            name: 'state',
            label: '状态',
            choices: [
              ...ARTICLE_STATES.map((value) => ({ value, label: ARTICLE_STATE_LABELS[value] })),
              { value: SCHEDULED, label: '有定时安排' },
            ],
          },
          { name: 'column', label: '栏目', choices: columns },
        ]}
      />
      <DataTable
        caption="本站文章，最近改动的在前"
        columns={COLUMNS}
        rows={page.items}
        rowKey={(row) => row.id}
        rowHref={(row) => consolePath.article(site.code, row.id)}
        storageKey="articles"
        summary={
          total === undefined
            ? `本页 ${page.items.length} 篇，最近改动的在前`
            : `共 ${total.toLocaleString('zh-CN')} 篇，最近改动的在前`
        }
        empty={
          isFiltered || !isFirstPage ? (
            <NoMatch unit="文章" clearHref={consolePath.articles(site.code)} />
          ) : (
            <EmptyState
              title="在这里写本站的新闻、公告和办事资料"
              action={mayWrite ? { label: '写第一篇文章', href: newArticle } : undefined}
            >
              <p>写好后先保存草稿，预览无误再发布。</p>
            </EmptyState>
          )
        }
      />
      <Pager next={page.next} isFirstPage={isFirstPage} />
    </>
  );
}
