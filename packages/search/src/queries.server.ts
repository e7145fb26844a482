import { Prisma, type Transaction } from '@zhanqun/db';
import { PAGE_SIZE, type Page } from '@zhanqun/kit';
import { readSite, type SiteContext, type SiteDirectory, type SiteRecord } from '@zhanqun/tenancy/server';
import { type FindRequest, type Found, find, narrowing, preferIndex } from './find.server';
import { excerpt, highlight, type Segment } from './highlight';
import { correctedQuery, relatedWords, suggestWords } from './other-words.server';
import { foldPinyin, soundOf } from './pinyin.server';
import { type QueryText, queryText } from './query-text.server';
import { MISS_DAYS } from './record-miss.server';
import type { SearchRequest, SearchScope } from './schema';
import { siteNameLike, sitesNamed } from './site-names.server';
import { facetOfSite, MARKS, pairsOf, spokenWordsOf } from './words.server';

export interface SearchPlace {
  site: SiteRecord;
  directory: SiteDirectory;
}

export interface ResultItem {
  siteId: string;
  articleId: string;
  linkId: string | null;
  title: Segment[];
  excerpt: Segment[];
  firstPublishedAt: Date;
  columnName: string;
}

export interface SearchResults {
  total: number;
  isMore: boolean;
  items: ResultItem[];
  facets: Found['facets'];
  /** `all` words were found; `wide`: only by their characters; `some`: only some of the words. */
  match: 'all' | 'wide' | 'some';
  /** What may have been meant, when nothing was found. */
  correction?: string;
  related: string[];
  /** Sites of the name that was typed. */
  sites: SiteRecord[];
}

/** How far each scope reaches: one site, a site and those below it, everything. */
function placeOf(scope: SearchScope, siteId: string): { siteId?: string; subtreeOf?: string } {
  if (scope === 'site') return { siteId };
  return scope === 'subtree' ? { subtreeOf: siteId } : {};
}

function withNarrowing(query: string, narrow: string[]): string {
  return [query, ...narrow].join(' & ');
}

/** Words to mark in a result: those typed, and for pinyin the words of the title that sound so. */
function wordsToMark(terms: string[], isWide: boolean, title: string): string[] {
  const plain = terms.map((term) => (term.startsWith(MARKS.pair) ? term.slice(1) : term));
  const pairs = isWide ? plain.flatMap(pairsOf) : [];
  const typed = plain.filter((term) => /^[a-z]{2,}$/.test(term));
  const joined = typed.length > 1 ? [...typed, typed.join('')] : typed;
  const spoken = joined.flatMap((term) => {
    const sound = foldPinyin(term);
    return spokenWordsOf(title).filter((word) => soundOf(word).full === sound || soundOf(word).initials === term);
  });
  return [...plain, ...pairs, ...spoken];
}

function resultsOf(found: Found, text: QueryText, match: SearchResults['match']): Omit<SearchResults, 'sites'> {
  const { items, titles, ...rest } = found;
  return {
    ...rest,
    match,
    items: items.map(({ title, summary, text: body, ...item }) => {
      const words = wordsToMark(text.terms, match === 'wide', title);
      const summarised = highlight(summary, words);
      const isInSummary = summary !== '' && summarised.some((segment) => segment.isHit);
      return {
        ...item,
        title: highlight(title, words),
        excerpt: isInSummary ? excerpt(summary, words) : excerpt(body || summary, words),
      };
    }),
    related: match === 'all' ? relatedWords(titles, text.terms) : [],
  };
}

const NOTHING: Found = {
  total: 0,
  isMore: false,
  items: [],
  facets: { site: [], level: [], kind: [], year: [], validity: [] },
  titles: [],
};

/**
 * A visitor's search over one site, it and those below it, or the whole group. Items that a site carries are found at
 * that site when it alone is searched, and once, at their source, in every wider search.
 */
export async function searchPublicEntries(
  tx: Transaction,
  { site, directory }: SearchPlace,
  request: SearchRequest,
  now: Date,
): Promise<SearchResults | undefined> {
  if (request.refusal || request.query === '') return undefined;
  const isWide = request.scope !== 'site';
  const text = queryText(request.query, (term) =>
    isWide ? sitesNamed(directory, term).map((named) => facetOfSite(named.id)) : [],
  );
  if (!text) return undefined;
  await preferIndex(tx);
  const place = placeOf(request.scope, site.id);
  const narrow = narrowing(place, request.facets);
  const sites = sitesNamed(directory, request.query).slice(0, 3);
  const run = (query: string) => {
    const wish: FindRequest = {
      query: withNarrowing(query, narrow),
      rank: text.rank,
      order: request.order,
      page: request.page,
      now,
      ...(isWide ? {} : { carrierId: site.id }),
    };
    return find(tx, wish, request.facets.year);
  };
  const found = await run(text.all);
  if (found.total > 0) return { ...resultsOf(found, text, 'all'), sites };
  const wide = text.wide === text.all ? NOTHING : await run(text.wide);
  if (wide.total > 0) return { ...resultsOf(wide, text, 'wide'), sites };
  const correction = await correctedQuery(tx, narrowing(place, {}), request.query, text.terms, (term) =>
    siteNameLike(directory, term),
  );
  const some = text.some === '' ? NOTHING : await run(text.some);
  return { ...resultsOf(some, text, 'some'), sites, ...(correction ? { correction } : {}) };
}

/** Words to choose from while typing. */
export async function suggestPublicWords(
  tx: Transaction,
  { site }: Pick<SearchPlace, 'site'>,
  scope: SearchScope,
  typed: string,
): Promise<string[]> {
  await preferIndex(tx);
  return suggestWords(tx, narrowing(placeOf(scope, site.id), {}), typed);
}

export interface SearchMissView {
  query: string;
  count: number;
  lastAt: Date;
}

/** What visitors of the site looked for in the last weeks and did not find, most often first. */
export async function listSearchMisses(
  context: SiteContext,
  filter: { after?: string; order?: 'often' | 'newest' },
): Promise<Page<SearchMissView>> {
  const skip = /^\d{1,4}$/.test(filter.after ?? '') ? Number(filter.after) : 0;
  const order =
    filter.order === 'newest' ? Prisma.sql`"lastAt" DESC, query` : Prisma.sql`count DESC, "lastAt" DESC, query`;
  const since = new Date(context.now.getTime() - MISS_DAYS * 86_400_000);
  const rows = await readSite(context, (tx) =>
    tx.$queryRaw<SearchMissView[]>(Prisma.sql`
      SELECT query, sum(count)::int AS count, max("lastAt") AS "lastAt" FROM "SearchMiss"
      WHERE "siteId" = ${context.site.id} AND day >= ${since}::date
      GROUP BY query ORDER BY ${order} OFFSET ${skip} LIMIT ${PAGE_SIZE + 1}`),
  );
  return {
    items: rows.slice(0, PAGE_SIZE),
    ...(rows.length > PAGE_SIZE ? { next: String(skip + PAGE_SIZE) } : {}),
  };
}
