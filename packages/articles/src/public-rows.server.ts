import { Prisma, type Transaction } from '@zhanqun/db';
import { dependsOn, holdsUntil, TAGS } from '@zhanqun/publishing/server';
import type { ValidityEnd } from './schema';

/** An item in a list, own or carried. */
export interface PublicItem {
  /** In the address `/a/<id>.html` under the site of the list: the article's id, or the link's for a carried item. */
  id: string;
  siteId: string;
  columnId: string;
  ordinal: number;
  title: string;
  summary: string;
  firstPublishedAt: Date;
  /** The article itself, for what a page depends on. */
  articleSiteId: string;
  articleId: string;
  isCarried: boolean;
  /** Short name of the site a carried item comes from. */
  sourceSiteName: string | null;
  /** Address of its first picture, `/f/<id>/<name>`. */
  pictureId: string | null;
  pictureName: string | null;
  /** Widths at which the picture is there in all formats, narrow first. */
  pictureWidths: number[] | null;
  /** Until when it is valid, where that is limited. */
  validUntil: Date | null;
  /** What is said of it once it is valid no more. */
  endedAs: ValidityEnd | null;
  /** 文号 of a policy document. */
  documentNumber: string | null;
  /** Where an item of a list of links leads. */
  linkUrl: string | null;
}

/** An item that is valid still carries a mark from a moment on: what shows it holds until then. */
export function holdsWhileValid(
  tx: Transaction,
  { validUntil, endedAs }: Pick<PublicItem, 'validUntil' | 'endedAs'>,
): void {
  if (validUntil && !endedAs) holdsUntil(tx, validUntil);
}

const ITEM = Prisma.sql`
  coalesce(p."articleId", p."linkId") AS id, p."siteId", p."columnId", p.ordinal,
  coalesce(r.title, sr.title) AS title, coalesce(r.summary, sr.summary) AS summary,
  coalesce(a."firstPublishedAt", sa."firstPublishedAt") AS "firstPublishedAt",
  coalesce(a."siteId", sa."siteId") AS "articleSiteId", coalesce(a.id, sa.id) AS "articleId",
  (p."linkId" IS NOT NULL) AS "isCarried", s."shortName" AS "sourceSiteName",
  f."fileId" AS "pictureId", m.name AS "pictureName", m.widths AS "pictureWidths",
  coalesce(a."validUntil", sa."validUntil") AS "validUntil",
  CASE WHEN coalesce(a."validUntil", sa."validUntil") <= now()
    THEN coalesce(a."validityEnd", sa."validityEnd")::text END AS "endedAs",
  coalesce(r.fields, sr.fields) ->> 'documentNumber' AS "documentNumber",
  coalesce(r.fields, sr.fields) ->> 'linkUrl' AS "linkUrl"`;

/** From placements `p` to what they show: the article and its public revision, own (a, r) or carried (sa, sr). */
const SHOWN = Prisma.sql`
  LEFT JOIN "Article" a ON a."siteId" = p."siteId" AND a.id = p."articleId"
  LEFT JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"
  LEFT JOIN "ContentLink" l ON l."siteId" = p."siteId" AND l.id = p."linkId"
  LEFT JOIN "Article" sa ON sa."siteId" = l."sourceSiteId" AND sa.id = l."sourceArticleId"
  LEFT JOIN "ArticleRevision" sr ON sr."siteId" = sa."siteId" AND sr.id = sa."publishedRevisionId"
  LEFT JOIN "Site" s ON s.id = l."sourceSiteId"
  LEFT JOIN "RevisionFile" f ON f."siteId" = coalesce(r."siteId", sr."siteId")
    AND f."revisionId" = coalesce(r.id, sr.id) AND f.use = 'PICTURE' AND f.position = 0
  LEFT JOIN "MediaFile" m ON m."siteId" = f."siteId" AND m.id = f."fileId"`;

/** What a page that shows these items depends on: each of them, and for a carried one also the link and its source. */
export function dependsOnItems(tx: Transaction, items: PublicItem[]): void {
  for (const item of items) {
    dependsOn(tx, TAGS.article(item.articleSiteId, item.articleId));
    holdsWhileValid(tx, item);
    if (!item.isCarried) continue;
    dependsOn(
      tx,
      TAGS.article(item.siteId, item.id),
      TAGS.shared(item.articleSiteId, item.articleId),
      TAGS.place(item.articleSiteId),
    );
  }
}

/**
 * The select that shows the placements which `placements` (a select of whole rows) gives. `more` are further columns,
 * each with its comma before it.
 */
export function shownItems(placements: Prisma.Sql, more: Prisma.Sql = Prisma.empty): Prisma.Sql {
  return Prisma.sql`SELECT ${ITEM} ${more} FROM (${placements}) p ${SHOWN}`;
}
