import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { formatDateTime } from '@zhanqun/kit';
import { listSearchMisses, MISS_DAYS, type SearchMissView } from '@zhanqun/search/server';
import { DataTable, EmptyState, PageHeader, Pager, type TableColumn, Tabs } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `没有结果的搜索 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('search:view', async ({ context, request }) => {
  const params = new URL(request.url).searchParams;
  const { site, actor, directory } = context;
  const order = params.get('order') === 'newest' ? 'newest' : 'often';
  const page = await listSearchMisses(context, { order, after: params.get('after') ?? undefined });
  return {
    site: { code: site.code, shortName: site.shortName },
    searchUrl: directory.urlOf(site, '/search'),
    mayWrite: can(actor, 'article:write', site),
    days: MISS_DAYS,
    order,
    page,
  };
});

export default function SearchMisses(): ReactElement {
  const { site, searchUrl, mayWrite, days, order, page } = useLoaderData<typeof loader>();
  const columns: TableColumn<SearchMissView>[] = [
    { key: 'query', header: '搜索词', cell: (row) => row.query },
    { key: 'count', header: '次数', align: 'end', width: 'fit', cell: (row) => `${row.count} 次` },
    { key: 'last', header: '最近一次', width: 'fit', cell: (row) => formatDateTime(row.lastAt) },
    {
      key: 'next',
      header: '下一步',
      width: 'fit',
      cell: (row) => (
        <span className="flex flex-wrap gap-x-4">
          <Link className="zc-link" to={consolePath.articles(site.code, { q: row.query })}>
            查本站稿件
          </Link>
          <a className="zc-link" href={`${searchUrl}?${new URLSearchParams({ q: row.query })}`}>
            再搜一次
          </a>
        </span>
      ),
    },
  ];
  return (
    <>
      <PageHeader
        title="没有结果的搜索"
        lead={`最近 ${days} 天里，公众在本站搜索而没有找到的词。已有内容的，在标题、摘要或关键词里补上公众的说法；没有的，考虑发布。`}
        back={{ label: site.shortName, href: consolePath.site(site.code) }}
        actions={
          mayWrite ? (
            <Link to={consolePath.newArticle(site.code)} className="zc-button zc-button-main">
              写一篇
            </Link>
          ) : undefined
        }
      />
      <Tabs
        label="排序"
        items={[
          { label: '次数最多', href: consolePath.searchMisses(site.code), isCurrent: order === 'often' },
          {
            label: '最近',
            href: consolePath.searchMisses(site.code, { order: 'newest' }),
            isCurrent: order === 'newest',
          },
        ]}
      />
      <DataTable
        caption="没有结果的搜索"
        columns={columns}
        rows={page.items}
        rowKey={(row) => row.query}
        storageKey="search-misses"
        empty={
          <EmptyState icon="search" title="这里列出公众没有搜到的词">
            还没有。身份证号、电话号码、邮箱等可能涉及个人的搜索词不作记录。
          </EmptyState>
        }
      />
      <Pager next={page.next} />
    </>
  );
}
