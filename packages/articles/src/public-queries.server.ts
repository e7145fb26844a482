import { Prisma, type Transaction } from '@zhanqun/db';
import { PAGE_SIZE } from '@zhanqun/kit';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { dependsOnItems, type PublicItem, shownItems } from './public-rows.server';

/** The newest items of one column, own and carried, in one statement that reads no more than it shows. */
export async function listPublicItems(
  tx: Transaction,
  siteId: string,
  columnId: string,
  { limit }: { limit: number },
): Promise<PublicItem[]> {
  return listPublicItemsOfColumns(tx, siteId, [{ columnId, limit }]);
}

export interface ColumnWish {
  columnId: string;
  limit: number;
}

/** The newest items of several columns in one statement, for a whole home page; newest first within each column. */
export async function listPublicItemsOfColumns(
  tx: Transaction,
  siteId: string,
  wishes: ColumnWish[],
): Promise<PublicItem[]> {
  if (wishes.length === 0) return [];
  // A column shown twice is read once, as far as its longest list goes.
  const limits = new Map<string, number>();
  for (const { columnId, limit } of wishes) limits.set(columnId, Math.max(limit, limits.get(columnId) ?? 0));
  const placements = Prisma.sql`
    SELECT x.* FROM unnest(${[...limits.keys()]}::text[], ${[...limits.values()]}::int[]) AS w("columnId", count)
    CROSS JOIN LATERAL (
      SELECT * FROM "Placement" q WHERE q."siteId" = ${siteId} AND q."columnId" = w."columnId"
      ORDER BY q.ordinal DESC LIMIT w.count) x`;
  dependsOn(tx, ...[...limits.keys()].map((columnId) => TAGS.head(siteId, columnId)));
  const items = await tx.$queryRaw<PublicItem[]>(
    Prisma.sql`${shownItems(placements)} ORDER BY p."columnId", p.ordinal DESC`,
  );
  dependsOnItems(tx, items);
  return items;
}

/** Items on one archive page. */
export const ARCHIVE_PAGE_SIZE = PAGE_SIZE;

/** The archive page on which a place stands, counted from the oldest. */
export function archivePageOf(ordinal: number): number {
  return Math.ceil(ordinal / ARCHIVE_PAGE_SIZE);
}

/** A column as its own page reads it. */
export interface CountedColumn {
  id: string;
  /** Places ever taken. */
  lastOrdinal: number;
  itemCount: number;
}

/** How many items stand in a column, and on how many archive pages: what its own page says at its foot. */
export function countPublicItems(
  tx: Transaction,
  siteId: string,
  column: CountedColumn,
): { items: number; pages: number } {
  dependsOn(tx, TAGS.column(siteId, column.id));
  return { items: column.itemCount, pages: archivePageOf(column.lastOrdinal) };
}

export interface ArchivePage {
  items: PublicItem[];
  /** No newer page stands after it yet. */
  isNewest: boolean;
}

/**
 * Archive page `n`, counted from the oldest (1): places (n-1)·20+1 to n·20, the newest of them first. A full page never
 * changes but for its own items. Undefined beyond the newest.
 */
export async function findPublicArchivePage(
  tx: Transaction,
  siteId: string,
  column: CountedColumn,
  n: number,
): Promise<ArchivePage | undefined> {
  const pages = archivePageOf(column.lastOrdinal);
  if (n > pages) return undefined;
  const isNewest = n === pages;
  dependsOn(tx, TAGS.archive(siteId, column.id, n), TAGS.reorder(siteId, column.id));
  // It gets items and then a successor.
  if (isNewest) dependsOn(tx, TAGS.head(siteId, column.id));
  const first = (n - 1) * ARCHIVE_PAGE_SIZE + 1;
  const placements = Prisma.sql`
    SELECT * FROM "Placement" q WHERE q."siteId" = ${siteId} AND q."columnId" = ${column.id}
      AND q.ordinal BETWEEN ${first} AND ${first + ARCHIVE_PAGE_SIZE - 1}`;
  const items = await tx.$queryRaw<PublicItem[]>(Prisma.sql`${shownItems(placements)} ORDER BY p.ordinal DESC`);
  dependsOnItems(tx, items);
  return { items, isNewest };
}

export interface NewsItem extends PublicItem {
  columnCode: string;
  siteName: string;
}

/**
 * The newest own items of `sites` (a select of `id`) in columns of one kind, joined newest first. Whether a visitor
 * may see a place is judged row by row, so few are read: the newest of each column, then only of the columns whose
 * newest are the newest, as many columns as items are wanted.
 */
function newsOf(sites: Prisma.Sql, kind: string, limit: number): Prisma.Sql {
  const newestOf = (count: number) => Prisma.sql`
      SELECT q.* FROM "Placement" q
      WHERE q."siteId" = k."siteId" AND q."columnId" = k.id AND q."articleId" IS NOT NULL
      ORDER BY q."firstPublishedAt" DESC, q.id DESC LIMIT ${count}`;
  const placements = Prisma.sql`
    SELECT y.* FROM (
      SELECT k."siteId", k.id FROM (${sites}) c
      JOIN "Column" k ON k."siteId" = c.id AND k.kind::text = ${kind} AND NOT k."isHidden"
      CROSS JOIN LATERAL (${newestOf(1)}) h
      ORDER BY h."firstPublishedAt" DESC, h.id DESC LIMIT ${limit}) k
    CROSS JOIN LATERAL (${newestOf(limit)}) y
    ORDER BY y."firstPublishedAt" DESC, y.id DESC LIMIT ${limit}`;
  return Prisma.sql`
    SELECT i.*, k.code AS "columnCode", o."shortName" AS "siteName" FROM (${shownItems(placements)}) i
    JOIN "Column" k ON k."siteId" = i."siteId" AND k.id = i."columnId" JOIN "Site" o ON o.id = i."siteId"`;
}

/**
 * Lists of a home page that other sites fill: the newest news of the sites right below, the newest news of the site
 * above, the newest notices of the portal at the top of the tree.
 */
export type NewsList = 'children' | 'parent' | 'portal';

/** The site by which a list goes: sites with the same one show the same. None for what the portal itself has not. */
export function newsPlaceOf(site: { id: string; lineage: string[] }, list: NewsList): string | undefined {
  if (list === 'children') return site.id;
  const parentId = site.lineage.at(-2);
  return parentId && (list === 'parent' ? parentId : site.lineage[0]);
}

/** What stands in one list of other sites' news; nothing where the site has no such list. */
export async function listNewsAround(
  tx: Transaction,
  site: { id: string; lineage: string[] },
  list: NewsList,
  limit: number,
): Promise<NewsItem[]> {
  const placeId = newsPlaceOf(site, list);
  if (!placeId) return [];
  const kind = list === 'portal' ? 'NOTICE' : 'NEWS';
  dependsOn(tx, list === 'children' ? TAGS.below(placeId, kind) : TAGS.newest(placeId, kind));
  const sites =
    list === 'children'
      ? // Not by the lineage: of the top the planner takes every site for a child, and reads all columns there are.
        Prisma.sql`SELECT d.id FROM "Site" d WHERE d."parentId" = ${placeId}`
      : Prisma.sql`SELECT ${placeId} AS id`;
  const items = await tx.$queryRaw<NewsItem[]>(Prisma.sql`
    SELECT n.* FROM (${newsOf(sites, kind, limit)}) n ORDER BY n."firstPublishedAt" DESC, n.id DESC`);
  dependsOnItems(tx, items);
  dependsOn(tx, ...items.map((item) => TAGS.place(item.siteId)));
  return items;
}
