import type { Transaction } from '@zhanqun/db';

/**
 * Notes what has just been made public, in the transaction that does it. Whatever was public before is noted already
 * and stays as it was: the first publication counts, and once.
 */
export async function recordOutput(tx: Transaction, siteId: string, articleIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "OutputRecord" ("siteId", "articleId", at, "columnId", "columnName", kind, unit, "personId",
      "personName", length, "isReprint")
    SELECT a."siteId", a.id, a."firstPublishedAt", c.id, c.name, c.kind, c."responsibleUnit", a."createdById",
      a."createdByName", char_length(r."plainText"), r.source <> '' AND r.source <> ALL (
        ARRAY[s.name, s."shortName", s.sponsor, c."responsibleUnit", '本站', '本网', '原创'])
    FROM "Article" a
    JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"
    JOIN "Column" c ON c."siteId" = a."siteId" AND c.id = a."columnId"
    JOIN "Site" s ON s.id = a."siteId"
    WHERE a."siteId" = ${siteId} AND a.id = ANY (${[...articleIds]}) AND a."firstPublishedAt" IS NOT NULL
    ON CONFLICT ("siteId", "articleId") DO NOTHING`;
}
