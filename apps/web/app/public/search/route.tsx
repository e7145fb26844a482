import { searchPublicItems } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import { SearchPage } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';

const MAX_QUERY = 50;
/** Results shown at the most; whoever finds more asks with a longer word. */
const LIMIT = 50;

export const loader = publicLoader(async ({ tx, visit, url, paths }) => {
  // The database holds no NUL, so no word with one is in it.
  const query = (url.searchParams.get('q') ?? '').replaceAll('\0', ' ').trim();
  const isTooLong = query.length > MAX_QUERY;
  const found =
    isTooLong || query === '' ? undefined : await searchPublicItems(tx, visit.site.id, query, { limit: LIMIT });
  return {
    trail: [{ label: '首页', href: paths.home() }],
    action: paths.search(),
    query: query.slice(0, MAX_QUERY),
    ...(found
      ? {
          items: found.map((item) => ({
            id: item.id,
            title: item.title,
            summary: item.summary,
            href: paths.article(item.id),
            publishedAt: formatDateTime(item.firstPublishedAt),
          })),
        }
      : {}),
    ...(isTooLong ? { error: `搜索词最长 ${MAX_QUERY} 个字，请缩短后再搜。` } : {}),
  };
});

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>((page) => ({
  title: page.query ? `搜索“${page.query}”` : '搜索',
  isPrivate: true,
}));

export default publicPage<typeof loader>((page) => <SearchPage {...page} />);
