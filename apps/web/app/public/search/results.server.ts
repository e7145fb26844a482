import { VALIDITY_END_LABELS, type ValidityEnd } from '@zhanqun/articles/schema';
import { COLUMN_KIND_LABELS, type ColumnKind } from '@zhanqun/columns/schema';
import { formatDateTime } from '@zhanqun/kit';
import {
  type ChosenFacets,
  FACET_LABELS,
  FACETS,
  type Facet,
  MAX_RESULT_PAGES,
  RESULTS_PER_PAGE,
  type SearchRequest,
  type SearchScope,
  searchParams,
} from '@zhanqun/search/schema';
import type { SearchResults } from '@zhanqun/search/server';
import { SITE_LEVEL_LABELS, type SiteLevel } from '@zhanqun/sites/schema';
import type { SiteDirectory, SiteRecord } from '@zhanqun/tenancy/server';
import type { FacetView, SearchPageProps, SearchResultsView } from '@zhanqun/ui/public';
import type { PublicPaths } from '../paths';

/** Values of a facet that are shown; the others are reached with another word. */
const SHOWN_VALUES = 10;

type ScopeView = SearchPageProps['scopes'][number] & { value: SearchScope };

interface Place {
  site: SiteRecord;
  directory: SiteDirectory;
  paths: PublicPaths;
}

/** How far a visitor of this site may look: nothing stands below a town, and below the top stands everything. */
export function scopesOf({ site, directory }: Place, current: SearchScope): ScopeView[] {
  const hasBelow = directory.children(site.id).some((child) => child.state === 'ONLINE');
  const scopes: { value: SearchScope; label: string; is: boolean }[] = [
    { value: 'site', label: '本站', is: true },
    { value: 'subtree', label: '本站及下级', is: hasBelow && site.parentId !== null },
    { value: 'group', label: '全市', is: hasBelow || site.parentId !== null },
  ];
  return scopes.filter((scope) => scope.is).map(({ value, label }) => ({ value, label, isCurrent: value === current }));
}

function valueLabel(facet: Facet, value: string, directory: SiteDirectory): string {
  if (facet === 'site') return directory.find(value)?.shortName ?? '其他站点';
  if (facet === 'level') return SITE_LEVEL_LABELS[value as SiteLevel] ?? value;
  if (facet === 'kind') return COLUMN_KIND_LABELS[value as ColumnKind] ?? value;
  return facet === 'year' ? `${value} 年` : value;
}

function facetViews(results: SearchResults, request: SearchRequest, { directory, paths }: Place): FacetView[] {
  return FACETS.filter((facet) => !request.facets[facet] && results.facets[facet].length > 1).map((facet) => {
    const counts = results.facets[facet].slice(0, SHOWN_VALUES);
    if (facet === 'year') counts.sort((a, b) => Number(b.value) - Number(a.value));
    return {
      name: facet,
      label: FACET_LABELS[facet],
      options: counts.map(({ value, count }) => ({
        label: valueLabel(facet, value, directory),
        count,
        href: hrefOf(paths, { ...request, facets: { ...request.facets, [facet]: value }, page: 1 }),
      })),
    };
  });
}

function hrefOf(paths: PublicPaths, request: SearchRequest): string {
  return `${paths.search()}?${searchParams(request)}`;
}

function without(facets: ChosenFacets, facet: Facet): ChosenFacets {
  const { [facet]: _gone, ...rest } = facets;
  return rest;
}

function summaryOf(results: SearchResults, query: string): string {
  if (results.total === 0) return `没有找到与“${query}”有关的内容。`;
  return results.isMore ? `超过 ${results.total} 条，列出其中最新的 ${results.total} 条` : `共 ${results.total} 条`;
}

const NOTES: Record<SearchResults['match'], string | undefined> = {
  all: undefined,
  wide: '没有整词相同的内容，以下内容中含有这些字。',
  some: '没有同时含有这些词的内容，以下内容含有其中一部分。',
};

function pagerOf(results: SearchResults, request: SearchRequest, paths: PublicPaths): SearchResultsView['pager'] {
  const pages = Math.min(MAX_RESULT_PAGES, Math.ceil(results.total / RESULTS_PER_PAGE));
  const { page } = request;
  if (pages <= 1 || page > pages) return undefined;
  const at = (wanted: number) => hrefOf(paths, { ...request, page: wanted });
  const numbers = [...new Set([1, page - 1, page, page + 1, pages])]
    .filter((number) => number >= 1 && number <= pages)
    .map((number) => ({ page: number, href: at(number) }));
  return {
    page,
    pages,
    total: results.total,
    ...(page > 1 ? { newerHref: at(page - 1) } : {}),
    ...(page < pages ? { olderHref: at(page + 1) } : {}),
    numbers,
  };
}

/** Ways on from a search that found nothing: without the chosen limits, in each wider scope, by column. */
function waysOf(request: SearchRequest, place: Place): SearchResultsView['ways'] {
  const { paths } = place;
  const free = { ...request, facets: {}, page: 1 };
  const scopes = scopesOf(place, request.scope);
  const wider = scopes.slice(scopes.findIndex((scope) => scope.isCurrent) + 1);
  return [
    ...(Object.keys(request.facets).length > 0 ? [{ label: '去掉筛选条件再搜', href: hrefOf(paths, free) }] : []),
    ...wider.map(({ value, label }) => ({ label: `在${label}搜索`, href: hrefOf(paths, { ...free, scope: value }) })),
    { label: '从站点地图按栏目查找', href: paths.sitemap() },
  ];
}

/** What was found as the page shows it: every address, label and sentence. */
export function resultsView(
  results: SearchResults,
  request: SearchRequest,
  place: Place,
  ended: ReadonlyMap<string, ValidityEnd>,
): SearchResultsView {
  const { site, directory, paths } = place;
  const asking = (query: string) => hrefOf(paths, { ...request, query, facets: {}, page: 1 });
  const note = results.total > 0 ? NOTES[results.match] : undefined;
  const pager = pagerOf(results, request, paths);
  return {
    summary: summaryOf(results, request.query),
    items: results.items.map((item) => {
      const source = directory.find(item.siteId);
      const end = ended.get(`${item.siteId}/${item.articleId}`);
      const isHere = item.linkId !== null || item.siteId === site.id || !source;
      return {
        id: `${item.siteId}-${item.articleId}`,
        href: isHere
          ? paths.article(item.linkId ?? item.articleId)
          : directory.href(site, source, `/a/${item.articleId}.html`),
        title: item.title,
        excerpt: item.excerpt,
        publishedAt: formatDateTime(item.firstPublishedAt),
        columnName: item.columnName,
        ...(end ? { mark: VALIDITY_END_LABELS[end] } : {}),
        ...(item.siteId !== site.id && source ? { siteName: source.shortName } : {}),
      };
    }),
    facets: facetViews(results, request, place),
    chosen: FACETS.flatMap((facet) => {
      const value = request.facets[facet];
      if (!value) return [];
      const href = hrefOf(paths, { ...request, facets: without(request.facets, facet), page: 1 });
      return [{ label: valueLabel(facet, value, directory), href }];
    }),
    orders: [
      { label: '按相关度', order: 'best' as const },
      { label: '按时间', order: 'newest' as const },
    ].map(({ label, order }) => ({
      label,
      href: hrefOf(paths, { ...request, order, page: 1 }),
      isCurrent: request.order === order,
    })),
    ...(pager ? { pager } : {}),
    ...(note ? { note } : {}),
    ...(results.correction ? { correction: { label: results.correction, href: asking(results.correction) } } : {}),
    related: results.related.map((word) => ({ label: word, href: asking(word) })),
    sites: results.sites
      .filter((named) => named.id !== site.id)
      .map((named) => ({ label: named.name, href: directory.href(site, named) })),
    ways: results.total === 0 ? waysOf(request, place) : [],
  };
}
