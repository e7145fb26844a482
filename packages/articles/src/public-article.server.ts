import type { ItemFields } from '@zhanqun/columns/item-types';
import { Prisma, type Transaction } from '@zhanqun/db';
import { notFound } from '@zhanqun/kit';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { archivePageOf } from './public-queries.server';
import { holdsWhileValid } from './public-rows.server';
import type { ValidityEnd } from './schema';

export interface PublicAttachment {
  id: string;
  name: string;
  mime: string;
  size: number;
}

/** A picture that the text shows. */
export interface PublicPicture {
  id: string;
  mime: string;
  width: number | null;
  height: number | null;
  /** Widths at which it is there in all formats, narrow first; none until they are made. */
  widths: number[];
}

export interface PublicNeighbour {
  /** In its address `/a/<id>.html`. */
  id: string;
  title: string;
}

interface NeighbourRow extends PublicNeighbour {
  isOlder: boolean;
  ordinal: number;
  articleSiteId: string;
  articleId: string;
}

/** Archive pages between two neighbours beyond which any return into the column counts. */
const MOST_PAGES_BETWEEN = 20;

export interface PublicArticle {
  /** In its address `/a/<id>.html` on this site. */
  id: string;
  articleSiteId: string;
  articleId: string;
  isCarried: boolean;
  title: string;
  summary: string;
  /** As kept; put the site's base before its addresses with `withAddresses`. */
  body: string;
  source: string;
  author: string;
  keywords: string;
  /** The facts that its type asks for. */
  fields: ItemFields;
  firstPublishedAt: Date;
  /** When the public text was last written. */
  revisedAt: Date;
  revisionNumber: number;
  columnId: string;
  columnCode: string;
  columnName: string;
  ordinal: number;
  /** The site that wrote it, for a carried item. */
  sourceSite: { id: string; name: string; shortName: string } | null;
  attachments: PublicAttachment[];
  pictures: PublicPicture[];
  /** Until when it is valid, where that is limited. */
  validUntil: Date | null;
  /** What is said of it once it is valid no more. */
  endedAs: ValidityEnd | null;
  /** What was corrected since it was first public, the latest first. */
  corrections: { at: Date; text: string }[];
  /** The older and the newer one in the column. */
  previous: PublicNeighbour | null;
  next: PublicNeighbour | null;
}

interface ArticleRow
  extends Omit<PublicArticle, 'sourceSite' | 'attachments' | 'pictures' | 'corrections' | 'previous' | 'next'> {
  revisionId: string;
  sourceSiteName: string;
  sourceSiteShortName: string;
}

const READ = Prisma.sql`
  a."siteId" AS "articleSiteId", a.id AS "articleId", r.title, r.summary, r.body, r.source, r.author, r.keywords, r.fields,
  a."firstPublishedAt", r."createdAt" AS "revisedAt", r.number AS "revisionNumber", r.id AS "revisionId",
  a."validUntil", CASE WHEN a."validUntil" <= now() THEN a."validityEnd"::text END AS "endedAs", p."columnId", k.code AS "columnCode", k.name AS "columnName", p.ordinal,
  s.name AS "sourceSiteName", s."shortName" AS "sourceSiteShortName"`;

const PUBLISHED = Prisma.sql`
  JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"
  JOIN "Column" k ON k."siteId" = p."siteId" AND k.id = p."columnId"
  JOIN "Site" s ON s.id = a."siteId"`;

/** An item at its address on this site: its own by the article's id, a carried one by the link's. Throws NOT_FOUND. */
export async function getPublicArticle(tx: Transaction, siteId: string, id: string): Promise<PublicArticle> {
  const article = await findPublicArticle(tx, siteId, id);
  if (!article) throw notFound();
  return article;
}

export async function findPublicArticle(
  tx: Transaction,
  siteId: string,
  id: string,
): Promise<PublicArticle | undefined> {
  const [row] = await tx.$queryRaw<ArticleRow[]>(Prisma.sql`
    SELECT p."articleId" AS id, false AS "isCarried", ${READ} FROM "Placement" p
      JOIN "Article" a ON a."siteId" = p."siteId" AND a.id = p."articleId" ${PUBLISHED}
      WHERE p."siteId" = ${siteId} AND p."articleId" = ${id}
    UNION ALL
    SELECT p."linkId" AS id, true AS "isCarried", ${READ} FROM "Placement" p
      JOIN "ContentLink" l ON l."siteId" = p."siteId" AND l.id = p."linkId"
      JOIN "Article" a ON a."siteId" = l."sourceSiteId" AND a.id = l."sourceArticleId" ${PUBLISHED}
      WHERE p."siteId" = ${siteId} AND p."linkId" = ${id}
    LIMIT 1`);
  dependsOn(tx, TAGS.article(siteId, id));
  if (!row) return undefined;
  dependsOn(tx, TAGS.article(row.articleSiteId, row.articleId));
  if (row.isCarried) dependsOn(tx, TAGS.shared(row.articleSiteId, row.articleId), TAGS.place(row.articleSiteId));
  const { revisionId, sourceSiteName, sourceSiteShortName, ...article } = row;
  const attachments = await tx.$queryRaw<PublicAttachment[]>`
    SELECT m.id, m.name, m.mime, m.size FROM "RevisionFile" u
    JOIN "MediaFile" m ON m."siteId" = u."siteId" AND m.id = u."fileId"
    WHERE u."siteId" = ${row.articleSiteId} AND u."revisionId" = ${revisionId} AND u.use = 'ATTACHMENT'
    ORDER BY u.position`;
  const pictures = await tx.$queryRaw<PublicPicture[]>`
    SELECT m.id, m.mime, m.width, m.height, m.widths FROM "RevisionFile" u
    JOIN "MediaFile" m ON m."siteId" = u."siteId" AND m.id = u."fileId"
    WHERE u."siteId" = ${row.articleSiteId} AND u."revisionId" = ${revisionId} AND u.use = 'PICTURE'
    ORDER BY u.position`;
  const corrections = await tx.correctionNote.findMany({
    where: { siteId: row.articleSiteId, articleId: row.articleId },
    orderBy: { at: 'desc' },
    select: { at: true, text: true },
  });
  holdsWhileValid(tx, row);
  const neighbours = await neighboursOf(tx, siteId, row);
  return {
    ...article,
    sourceSite: row.isCarried ? { id: row.articleSiteId, name: sourceSiteName, shortName: sourceSiteShortName } : null,
    attachments,
    pictures,
    corrections,
    previous: neighbours.find((one) => one.isOlder) ?? null,
    next: neighbours.find((one) => !one.isOlder) ?? null,
  };
}

/** Whether an article stands on a site, own or carried, where visitors see it. */
export async function isPublicHere(tx: Transaction, siteId: string, articleId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ articleSiteId: string; linkId: string | null }[]>`
    SELECT coalesce(l."sourceSiteId", p."siteId") AS "articleSiteId", p."linkId" FROM "Placement" p
    LEFT JOIN "ContentLink" l ON l."siteId" = p."siteId" AND l.id = p."linkId"
    WHERE p."siteId" = ${siteId} AND (p."articleId" = ${articleId} OR p."linkId" IN (
      SELECT c.id FROM "ContentLink" c WHERE c."siteId" = ${siteId} AND c."sourceArticleId" = ${articleId}))
    LIMIT 1`;
  if (!row) return false;
  const { articleSiteId, linkId } = row;
  if (linkId) dependsOn(tx, TAGS.article(siteId, linkId));
  dependsOn(
    tx,
    TAGS.article(articleSiteId, articleId),
    TAGS.shared(articleSiteId, articleId),
    TAGS.place(articleSiteId),
  );
  return true;
}

async function neighboursOf(
  tx: Transaction,
  siteId: string,
  row: { columnId: string; ordinal: number },
): Promise<NeighbourRow[]> {
  const rows = await tx.$queryRaw<NeighbourRow[]>`
    SELECT coalesce(p."articleId", p."linkId") AS id, coalesce(r.title, sr.title) AS title, p."isOlder", p.ordinal,
      coalesce(a."siteId", sa."siteId") AS "articleSiteId", coalesce(a.id, sa.id) AS "articleId" FROM (
      (SELECT q.*, true AS "isOlder" FROM "Placement" q WHERE q."siteId" = ${siteId}
        AND q."columnId" = ${row.columnId} AND q.ordinal < ${row.ordinal} ORDER BY q.ordinal DESC LIMIT 1)
      UNION ALL
      (SELECT q.*, false AS "isOlder" FROM "Placement" q WHERE q."siteId" = ${siteId}
        AND q."columnId" = ${row.columnId} AND q.ordinal > ${row.ordinal} ORDER BY q.ordinal LIMIT 1)) p
    LEFT JOIN "Article" a ON a."siteId" = p."siteId" AND a.id = p."articleId"
    LEFT JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"
    LEFT JOIN "ContentLink" l ON l."siteId" = p."siteId" AND l.id = p."linkId"
    LEFT JOIN "Article" sa ON sa."siteId" = l."sourceSiteId" AND sa.id = l."sourceArticleId"
    LEFT JOIN "ArticleRevision" sr ON sr."siteId" = sa."siteId" AND sr.id = sa."publishedRevisionId"`;
  for (const neighbour of rows) {
    dependsOn(
      tx,
      TAGS.article(siteId, neighbour.id),
      TAGS.article(neighbour.articleSiteId, neighbour.articleId),
      TAGS.shared(neighbour.articleSiteId, neighbour.articleId),
    );
  }
  dependsOnOrder(tx, siteId, row, rows);
  return rows;
}

/** Another item may come between the article and its neighbours: at the head of the column, or back in its old place. */
function dependsOnOrder(
  tx: Transaction,
  siteId: string,
  { columnId, ordinal }: { columnId: string; ordinal: number },
  neighbours: NeighbourRow[],
): void {
  const newer = neighbours.find((one) => !one.isOlder)?.ordinal;
  const older = neighbours.find((one) => one.isOlder)?.ordinal ?? 1;
  dependsOn(tx, TAGS.reorder(siteId, columnId));
  if (newer === undefined) dependsOn(tx, TAGS.head(siteId, columnId));
  const first = archivePageOf(older);
  const last = archivePageOf(newer ?? ordinal);
  if (last - first >= MOST_PAGES_BETWEEN) dependsOn(tx, TAGS.column(siteId, columnId));
  else for (let page = first; page <= last; page += 1) dependsOn(tx, TAGS.archive(siteId, columnId, page));
}
