import type { Transaction } from '@zhanqun/db';

/** What uses a file, as far as it decides what may be done with it. */
export interface FileUses {
  /** Articles with any revision that uses it. */
  articles: number;
  /** Articles whose public text shows it. */
  publicArticleIds: string[];
  /** Articles whose text in review, or planned to be public, shows it. */
  heldArticles: number;
  isLogo: boolean;
  /** Columns over whose pages it stands: special topics. */
  topicIds: string[];
}

export async function usesOf(tx: Transaction, siteId: string, fileId: string): Promise<FileUses> {
  const [row] = await tx.$queryRaw<FileUses[]>`
    WITH used AS (SELECT r.id AS "revisionId", r."articleId" FROM "RevisionFile" u
      JOIN "ArticleRevision" r ON r."siteId" = u."siteId" AND r.id = u."revisionId"
      WHERE u."siteId" = ${siteId} AND u."fileId" = ${fileId})
    SELECT (SELECT count(DISTINCT "articleId")::int FROM used) AS articles,
      ARRAY(SELECT DISTINCT a.id FROM used JOIN "Article" a ON a."siteId" = ${siteId} AND a.id = used."articleId"
        AND a."publishedRevisionId" = used."revisionId" AND a.state = 'PUBLISHED') AS "publicArticleIds",
      (SELECT count(DISTINCT a.id)::int FROM used JOIN "Article" a ON a."siteId" = ${siteId} AND a.id = used."articleId"
        AND a."latestRevisionId" = used."revisionId" AND (a."openReviewId" IS NOT NULL OR EXISTS (
          SELECT 1 FROM "ArticleSchedule" s WHERE s."siteId" = a."siteId" AND s."articleId" = a.id
            AND s.action = 'PUBLISH'))) AS "heldArticles",
      EXISTS (SELECT 1 FROM "Site" s WHERE s.id = ${siteId} AND s.theme ->> 'logoFileId' = ${fileId}) AS "isLogo",
      ARRAY(SELECT t."columnId" FROM "Topic" t WHERE t."siteId" = ${siteId} AND t."pictureId" = ${fileId}) AS "topicIds"`;
  if (!row) throw new Error('The uses of a file were not counted.');
  return row;
}
