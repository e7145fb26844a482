import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { type FileUses, usesOf } from './uses.server';

export interface FileUse {
  articleId: string;
  title: string;
  /** Whether visitors see it there now. */
  isPublic: boolean;
  /** Whether the latest text still uses it, and not only an older one. */
  isCurrent: boolean;
  updatedAt: Date;
}

const USES_PAGE = 20;

/** Which articles use a file in any revision, the newest first; `next` is the key of the page after. */
export async function listFileUses(
  context: SiteContext,
  fileId: string,
  after?: string,
): Promise<{ uses: FileUses; items: FileUse[]; next?: string }> {
  const { id: siteId } = context.site;
  return readSite(context, async (tx) => {
    const rows = await tx.$queryRaw<FileUse[]>`
      SELECT a.id AS "articleId", a.title, a."updatedAt",
        bool_or(a.state = 'PUBLISHED' AND a."publishedRevisionId" = r.id) AS "isPublic",
        bool_or(a."latestRevisionId" = r.id) AS "isCurrent"
      FROM "RevisionFile" u
      JOIN "ArticleRevision" r ON r."siteId" = u."siteId" AND r.id = u."revisionId"
      JOIN "Article" a ON a."siteId" = r."siteId" AND a.id = r."articleId"
      WHERE u."siteId" = ${siteId} AND u."fileId" = ${fileId} AND (${after ?? null}::text IS NULL OR a.id < ${after ?? null})
      GROUP BY a."siteId", a.id ORDER BY a.id DESC LIMIT ${USES_PAGE + 1}`;
    const items = rows.slice(0, USES_PAGE);
    const last = items.at(-1);
    const uses = await usesOf(tx, siteId, fileId);
    return { uses, items, ...(rows.length > USES_PAGE && last ? { next: last.articleId } : {}) };
  });
}
