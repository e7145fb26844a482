import { Prisma, type Transaction } from '@zhanqun/db';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { dependsOnItems, type PublicItem, shownItems } from './public-rows.server';

/** A place in a list by time, from which the next page goes on. */
export interface TimePlace {
  at: Date;
  /** The placement's id, for items of the same moment. */
  id: string;
}

export interface ListedItem extends PublicItem {
  placementId: string;
  source: string;
  author: string;
  keywords: string;
  /** When the public text was last written. */
  revisedAt: Date;
}

export interface FeedItem extends ListedItem {
  /** As kept; "" where it is too long for a feed. */
  body: string;
}

/** Characters of a body up to which a feed carries the whole text. */
const FEED_BODY_LIMIT = 60_000;

interface TimeWish {
  columnIds: string[];
  limit: number;
  /** Published then or later. */
  since?: Date | undefined;
  after?: TimePlace | undefined;
}

/**
 * The newest placements over several columns. Whether a visitor may see a place is judged row by row, so few are read:
 * the newest of each column, then only of the columns whose newest are the newest, as many as items are wanted.
 */
function newestPlacements(siteId: string, { columnIds, limit, since, after }: TimeWish): Prisma.Sql {
  const newestOf = (column: Prisma.Sql, count: number) => Prisma.sql`
    SELECT q.* FROM "Placement" q WHERE q."siteId" = ${siteId} AND q."columnId" = ${column}
      ${since ? Prisma.sql`AND q."firstPublishedAt" >= ${since}::timestamptz` : Prisma.empty}
      ${after ? Prisma.sql`AND (q."firstPublishedAt", q.id) < (${after.at}::timestamptz, ${after.id})` : Prisma.empty}
    ORDER BY q."firstPublishedAt" DESC, q.id DESC LIMIT ${count}`;
  return Prisma.sql`
    SELECT y.* FROM (
      SELECT w.id FROM unnest(${columnIds}::text[]) AS w(id)
      CROSS JOIN LATERAL (${newestOf(Prisma.sql`w.id`, 1)}) h
      ORDER BY h."firstPublishedAt" DESC, h.id DESC LIMIT ${limit}) k
    CROSS JOIN LATERAL (${newestOf(Prisma.sql`k.id`, limit)}) y
    ORDER BY y."firstPublishedAt" DESC, y.id DESC LIMIT ${limit}`;
}

const LISTED = Prisma.sql`, p.id AS "placementId", coalesce(r.source, sr.source) AS source,
  coalesce(r.author, sr.author) AS author, coalesce(r.keywords, sr.keywords) AS keywords,
  coalesce(r."createdAt", sr."createdAt") AS "revisedAt"`;

async function readItems<T extends ListedItem>(
  tx: Transaction,
  siteId: string,
  wish: TimeWish,
  more: Prisma.Sql,
): Promise<T[]> {
  if (wish.columnIds.length === 0) return [];
  dependsOn(tx, ...wish.columnIds.map((columnId) => TAGS.head(siteId, columnId)));
  const columns = Prisma.sql`${LISTED} ${more}`;
  const items = await tx.$queryRaw<T[]>(
    Prisma.sql`${shownItems(newestPlacements(siteId, wish), columns)} ORDER BY p."firstPublishedAt" DESC, p.id DESC`,
  );
  dependsOnItems(tx, items);
  return items;
}

/** The newest items of some columns with their text, own and carried, in one statement. */
export async function listFeedItems(
  tx: Transaction,
  siteId: string,
  wish: { columnIds: string[]; limit: number },
): Promise<FeedItem[]> {
  const body = Prisma.sql`, CASE WHEN length(coalesce(r.body, sr.body)) <= ${FEED_BODY_LIMIT}
    THEN coalesce(r.body, sr.body) ELSE '' END AS body`;
  return readItems<FeedItem>(tx, siteId, wish, body);
}

/** Items of some columns by time, the newest first, own and carried, from a place on. One statement. */
export async function listItemsByTime(tx: Transaction, siteId: string, wish: TimeWish): Promise<ListedItem[]> {
  return readItems<ListedItem>(tx, siteId, wish, Prisma.empty);
}

export interface SitemapItem {
  /** In its address `/a/<id>.html`. */
  id: string;
  changedAt: Date;
}

/** The site's own items in some columns with their changes, the oldest first. For sites that fit on one page. */
export async function listSitemapItems(tx: Transaction, siteId: string, columnIds: string[]): Promise<SitemapItem[]> {
  dependsOn(tx, TAGS.items(siteId));
  return tx.$queryRaw<SitemapItem[]>`
    SELECT a.id, r."createdAt" AS "changedAt" FROM "Article" a
    JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"
    WHERE a."siteId" = ${siteId} AND a."columnId" = ANY (${columnIds}::text[]) AND a."firstPublishedAt" IS NOT NULL
    ORDER BY a."firstPublishedAt", a.id`;
}

/** Own items of one column at places `first` to `last`: a range of the key, however long the column is. */
export async function listSitemapItemsOfColumn(
  tx: Transaction,
  siteId: string,
  columnId: string,
  { first, last }: { first: number; last: number },
): Promise<SitemapItem[]> {
  dependsOn(tx, TAGS.items(siteId));
  return tx.$queryRaw<SitemapItem[]>`
    SELECT a.id, r."createdAt" AS "changedAt" FROM "Placement" q
    JOIN "Article" a ON a."siteId" = q."siteId" AND a.id = q."articleId"
    JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"
    WHERE q."siteId" = ${siteId} AND q."columnId" = ${columnId} AND q.ordinal BETWEEN ${first} AND ${last}
    ORDER BY q.ordinal`;
}

/** When something in each of these columns last changed, by column id; one look at an index for each. */
export async function listColumnChanges(
  tx: Transaction,
  siteId: string,
  columnIds: string[],
): Promise<Map<string, Date>> {
  dependsOn(tx, TAGS.items(siteId));
  const rows = await tx.$queryRaw<{ id: string; changedAt: Date }[]>`
    SELECT w.id, c."updatedAt" AS "changedAt" FROM unnest(${columnIds}::text[]) AS w(id)
    CROSS JOIN LATERAL (
      SELECT a."updatedAt" FROM "Article" a WHERE a."siteId" = ${siteId} AND a."columnId" = w.id
      ORDER BY a."updatedAt" DESC LIMIT 1) c`;
  return new Map(rows.map((row) => [row.id, row.changedAt]));
}
