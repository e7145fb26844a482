import { Prisma, type Transaction } from '@zhanqun/db';
import { allOf, anyOf, quoted } from './query-text.server';
import { type ChosenFacets, COUNTED_RESULTS, RESULTS_PER_PAGE, type SearchOrder } from './schema';
import { MARKS } from './words.server';

/** Candidates that are ranked when more are found than are counted: the newest ones. */
const RANKED = COUNTED_RESULTS;
/** Months looked through for the newest matches of a common word, one step after another. */
const WINDOWS = [3, 9, 27, 81];

export interface FoundItem {
  siteId: string;
  articleId: string;
  /** Set for an item that the searched site carries: its address there. */
  linkId: string | null;
  title: string;
  summary: string;
  text: string;
  firstPublishedAt: Date;
  columnName: string;
}

export interface FacetCount {
  value: string;
  count: number;
}

export interface Found {
  /** Up to COUNTED_RESULTS; `isMore` says that there are more. */
  total: number;
  isMore: boolean;
  items: FoundItem[];
  facets: { site: FacetCount[]; level: FacetCount[]; kind: FacetCount[]; year: FacetCount[]; validity: FacetCount[] };
  /** Titles of the best ones, for related words. */
  titles: string[];
}

export interface FindRequest {
  /** A tsquery over the lexemes. */
  query: string;
  /** A tsquery over the head. */
  rank: string;
  order: SearchOrder;
  page: number;
  /** Its carried items are found too. */
  carrierId?: string;
  now: Date;
}

const FACET = MARKS.facet;

/** The lexemes that narrow a query to a place in the tree and to chosen facets. */
export function narrowing(place: { siteId?: string; subtreeOf?: string }, facets: ChosenFacets): string[] {
  return [
    ...(place.siteId ? [`${FACET}s${place.siteId}`] : []),
    ...(place.subtreeOf ? [`${FACET}u${place.subtreeOf}`] : []),
    ...facetLexemes(facets),
  ].map(quoted);
}

function facetLexemes({ site, level, kind, year, validity }: ChosenFacets): string[] {
  return [
    ...(site ? [`${FACET}s${site}`] : []),
    ...(level ? [`${FACET}l${level}`] : []),
    ...(kind ? [`${FACET}k${kind}`] : []),
    ...(year ? [`${FACET}y${year}`] : []),
    ...(validity ? [`${FACET}v${validity}`] : []),
  ];
}

/**
 * For these statements the planner takes the index whatever it believes a word's frequency to be: its guess for a
 * query of many lexemes is wrong by orders, and one sequential scan over a large group costs seconds.
 */
export async function preferIndex(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true), set_config('work_mem', '32MB', true)`;
}

/** Field weight (D, C, B, A) by freshness: a title counts most, and what is three years old counts half. */
function scoreOf(request: FindRequest): Prisma.Sql {
  const age = Prisma.sql`extract(epoch FROM ${request.now}::timestamptz - e."firstPublishedAt") / 86400`;
  return Prisma.sql`((0.08 + ts_rank('{0.05, 0.2, 0.4, 1}', e.head, ${request.rank}::tsquery))
    * (0.3 + 0.7 * exp(-greatest(${age}, 0) / 1095)))::float8`;
}

const READ = Prisma.sql`e."siteId", e."articleId", e.title, e."firstPublishedAt", e.year, e.level, e."columnKind", e.validity`;

/** Rows that match, in no order, at most `limit` of own and of carried ones. */
export function candidates(request: FindRequest, query: string, limit: number): Prisma.Sql {
  const own = Prisma.sql`
    SELECT ${READ}, NULL::text AS "linkId", ${scoreOf(request)} AS score FROM "SearchEntry" e
    WHERE e.lexemes @@ ${query}::tsquery LIMIT ${limit}`;
  if (!request.carrierId) return own;
  const carried = Prisma.sql`
    SELECT ${READ}, l.id AS "linkId", ${scoreOf(request)} AS score
    FROM (SELECT * FROM "ContentLink" k WHERE k."siteId" = ${request.carrierId} ORDER BY k.id DESC LIMIT 1000) l
    JOIN "SearchEntry" e ON e."siteId" = l."sourceSiteId" AND e."articleId" = l."sourceArticleId"
    WHERE e.lexemes @@ ${withoutSite(query, request.carrierId)}::tsquery LIMIT ${limit}`;
  return Prisma.sql`(${own}) UNION ALL (${carried})`;
}

function withoutSite(query: string, siteId: string): string {
  return query.replaceAll(` & ${quoted(`${FACET}s${siteId}`)}`, '');
}

interface Answer {
  total: number;
  items: (Omit<FoundItem, 'firstPublishedAt'> & { firstPublishedAt: string })[] | null;
  facets: { facet: keyof Found['facets']; value: string; count: number }[] | null;
  titles: string[] | null;
}

async function ask(tx: Transaction, request: FindRequest, query: string, limit: number): Promise<Answer> {
  const order =
    request.order === 'newest'
      ? Prisma.sql`"firstPublishedAt" DESC, "articleId" DESC`
      : Prisma.sql`score DESC, "firstPublishedAt" DESC, "articleId" DESC`;
  const [row] = await tx.$queryRaw<{ answer: Answer }[]>(Prisma.sql`
    WITH found AS MATERIALIZED (${candidates(request, query, limit)}),
    ranked AS MATERIALIZED (SELECT row_number() OVER (ORDER BY ${order}) AS place, * FROM found),
    page AS (
      SELECT k.place, k."siteId", k."articleId", k."linkId", e.title, e.summary, e.text, e."firstPublishedAt", e."columnName"
      FROM (SELECT * FROM ranked ORDER BY place OFFSET ${(request.page - 1) * RESULTS_PER_PAGE} LIMIT ${RESULTS_PER_PAGE}) k
      JOIN "SearchEntry" e ON e."siteId" = k."siteId" AND e."articleId" = k."articleId"),
    facets AS (
      SELECT v.facet, v.value, count(*)::int AS count FROM found,
        LATERAL (VALUES ('site', "siteId"), ('level', level::text), ('kind', "columnKind"::text), ('year', year::text),
          ('validity', validity)) AS v(facet, value)
      WHERE v.value IS NOT NULL GROUP BY v.facet, v.value)
    SELECT json_build_object(
      'total', (SELECT count(*) FROM found),
      'items', (SELECT json_agg(p ORDER BY p.place) FROM page p),
      'facets', (SELECT json_agg(f ORDER BY f.count DESC, f.value DESC) FROM facets f),
      'titles', (SELECT json_agg(t.title) FROM (SELECT title FROM ranked ORDER BY place LIMIT 60) t)) AS answer`);
  return row?.answer ?? { total: 0, items: null, facets: null, titles: null };
}

/** Lexemes of the months back from `now`, or of the months of the chosen year. */
function months(now: Date, count: number, year: string | undefined): string[] {
  const china = new Date(now.getTime() + 8 * 3_600_000);
  const isPast = year !== undefined && Number(year) !== china.getUTCFullYear();
  const last = isPast ? Number(year) * 12 + 11 : china.getUTCFullYear() * 12 + china.getUTCMonth();
  return Array.from({ length: count }, (_, back) => {
    const month = last - back;
    return quoted(`${FACET}m${Math.floor(month / 12)}${String((month % 12) + 1).padStart(2, '0')}`);
  });
}

/** Whether more match than are counted. Nothing is ranked for it, and no more rows are read than are counted. */
async function isOverCounted(tx: Transaction, query: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int FROM (
      SELECT 1 FROM "SearchEntry" e WHERE e.lexemes @@ ${query}::tsquery LIMIT ${COUNTED_RESULTS + 1}) f`);
  return (row?.count ?? 0) > COUNTED_RESULTS;
}

/** A query over the newest months that have more matches than are counted; undefined when these months have fewer. */
async function newestWindow(
  tx: Transaction,
  request: FindRequest,
  windows: number[],
  year: string | undefined,
): Promise<string | undefined> {
  for (const count of windows) {
    const query = allOf([request.query, anyOf(months(request.now, count, year))]);
    if (await isOverCounted(tx, query)) return query;
  }
  return undefined;
}

/**
 * Finds, ranks and counts. Up to COUNTED_RESULTS matches all are ranked; of more only the newest RANKED, so that a word
 * which stands in half of all items costs no more than a rare one.
 */
export async function find(tx: Transaction, request: FindRequest, year?: string): Promise<Found> {
  // The last months first: a word that is common there is common everywhere, and its whole list is never read.
  const [recent = 0, ...wider] = WINDOWS;
  let window = await newestWindow(tx, request, [recent], year);
  const isCommon = window !== undefined || (await isOverCounted(tx, request.query));
  if (isCommon) window ??= await newestWindow(tx, request, wider, year);
  // A few own matches and a thousand carried ones are more than are counted, too.
  const answer = await ask(tx, request, window ?? request.query, isCommon ? RANKED : COUNTED_RESULTS + 1);
  const isMore = isCommon || answer.total > COUNTED_RESULTS;
  const facets: Found['facets'] = { site: [], level: [], kind: [], year: [], validity: [] };
  for (const { facet, value, count } of answer.facets ?? []) facets[facet].push({ value, count });
  return {
    total: Math.min(answer.total, COUNTED_RESULTS),
    isMore,
    items: (answer.items ?? []).map((item) => ({ ...item, firstPublishedAt: new Date(item.firstPublishedAt) })),
    facets,
    titles: answer.titles ?? [],
  };
}
