import { Prisma, type Transaction } from '@zhanqun/db';
import { dependsOn, holdsUntil, TAGS } from '@zhanqun/publishing/server';
import { dependsOnItems, type PublicItem, shownItems } from './public-rows.server';

/** What a visitor may narrow a list of policy documents to. */
export interface PolicyFilter {
  validity?: 'valid' | 'ended' | undefined;
  /** Of its formation, else of its first publication: `2026`. */
  year?: string | undefined;
  /** As typed in 主题分类. */
  topic?: string | undefined;
}

export interface PolicyList {
  items: PublicItem[];
  /** Of those that fit; `items` are the newest of them. */
  total: number;
  /** Of all documents in the column, the newest first. */
  years: string[];
  topics: string[];
}

/** The newest documents of a column are looked through, and of those that fit the newest are shown. */
const MOST_LOOKED_AT = 5000;
const MOST_SHOWN = 100;

interface Row {
  ordinal: number;
  year: string;
  topic: string | null;
  isEnded: boolean;
  validUntil: Date | null;
  isCarried: boolean;
  articleSiteId: string;
  articleId: string;
}

const FACTS = Prisma.sql`,
  coalesce(nullif(left(coalesce(r.fields, sr.fields) ->> 'formedOn', 4), ''),
    to_char(p."firstPublishedAt" AT TIME ZONE 'Asia/Shanghai', 'YYYY')) AS year,
  nullif(coalesce(r.fields, sr.fields) ->> 'topic', '') AS topic`;

/** The documents of a column that fit, own and carried. */
export async function listPolicies(
  tx: Transaction,
  siteId: string,
  columnId: string,
  filter: PolicyFilter,
): Promise<PolicyList> {
  const newest = Prisma.sql`
    SELECT * FROM "Placement" q WHERE q."siteId" = ${siteId} AND q."columnId" = ${columnId}
    ORDER BY q.ordinal DESC LIMIT ${MOST_LOOKED_AT}`;
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT i.ordinal, i.year, i.topic, i."endedAs" IS NOT NULL AS "isEnded", i."validUntil", i."isCarried",
      i."articleSiteId", i."articleId"
    FROM (${shownItems(newest, FACTS)}) i ORDER BY i.ordinal DESC`);
  dependsOnAll(tx, siteId, columnId, rows);
  const fitting = rows.filter(
    (row) =>
      (filter.validity === undefined || row.isEnded === (filter.validity === 'ended')) &&
      (filter.year === undefined || row.year === filter.year) &&
      (filter.topic === undefined || row.topic === filter.topic),
  );
  const ordinals = fitting.slice(0, MOST_SHOWN).map(({ ordinal }) => ordinal);
  const shown = Prisma.sql`
    SELECT * FROM "Placement" q WHERE q."siteId" = ${siteId} AND q."columnId" = ${columnId}
      AND q.ordinal = ANY (${ordinals}::int[])`;
  const items = await tx.$queryRaw<PublicItem[]>(Prisma.sql`${shownItems(shown)} ORDER BY p.ordinal DESC`);
  dependsOnItems(tx, items);
  return {
    items,
    total: fitting.length,
    years: [...new Set(rows.map(({ year }) => year))].sort().reverse(),
    topics: [...new Set(rows.flatMap(({ topic }) => topic ?? []))].sort(),
  };
}

/** A document that is not shown may come to fit: with its text, its validity, or the end of that. */
function dependsOnAll(tx: Transaction, siteId: string, columnId: string, rows: readonly Row[]): void {
  dependsOn(tx, TAGS.column(siteId, columnId), TAGS.reorder(siteId, columnId), TAGS.items(siteId));
  for (const { isCarried, articleSiteId, articleId } of rows) {
    if (isCarried) dependsOn(tx, TAGS.article(articleSiteId, articleId), TAGS.shared(articleSiteId, articleId));
  }
  const ends = rows.flatMap(({ isEnded, validUntil }) => (validUntil && !isEnded ? [validUntil.getTime()] : []));
  if (ends.length > 0) holdsUntil(tx, new Date(Math.min(...ends)));
}
