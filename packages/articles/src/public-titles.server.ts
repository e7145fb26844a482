import { Prisma, type Transaction } from '@zhanqun/db';

export interface ItemReference {
  siteId: string;
  /** An article's id, or that of the link which carries one. */
  id: string;
}

/** What visitors read over these items now, under `siteId/id`. Items that are not public are missing. */
export async function listPublicTitles(tx: Transaction, items: ItemReference[]): Promise<Map<string, string>> {
  if (items.length === 0) return new Map();
  const wanted = Prisma.sql`
    unnest(${items.map(({ siteId }) => siteId)}::text[], ${items.map(({ id }) => id)}::text[]) AS w("siteId", id)`;
  const rows = await tx.$queryRaw<{ siteId: string; id: string; title: string }[]>`
    SELECT a."siteId", a.id, r.title FROM ${wanted}
    JOIN "Article" a ON a."siteId" = w."siteId" AND a.id = w.id
    JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"
    UNION ALL
    SELECT l."siteId", l.id, r.title FROM ${wanted}
    JOIN "ContentLink" l ON l."siteId" = w."siteId" AND l.id = w.id
    JOIN "Article" a ON a."siteId" = l."sourceSiteId" AND a.id = l."sourceArticleId"
    JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"`;
  return new Map(rows.map(({ siteId, id, title }) => [`${siteId}/${id}`, title]));
}
