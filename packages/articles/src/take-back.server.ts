import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { isDomainError } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { type ArticleRow, articleEntry, lockArticle } from './article-row.server';
import { takeDown } from './take-down.server';

/** Of an item as it was made: a draft, or published at once. Every action on it counts one up. */
const MADE_VERSION = { DRAFT: 1, PUBLISHED: 2 } as const;

/** Whether anybody has worked on an item since it was made, or refers to it. */
async function isTouched(tx: Transaction, siteId: string, id: string, made: number): Promise<boolean> {
  const found = await tx.article.findFirst({
    where: { siteId, id },
    select: {
      version: true,
      _count: {
        select: {
          previewComments: true,
          typists: true,
          links: true,
          replaces: true,
          interpretations: true,
          plannedInstead: true,
          stonesLeadingHere: true,
        },
      },
    },
  });
  return found?.version !== made || Object.values(found._count).some((count) => count > 0);
}

/**
 * Takes back an item that a machine has made, as long as nobody has worked on it since: a draft goes, a public one is
 * withdrawn as if it had never been there. Returns false, and changes nothing, for one that was worked on or is gone.
 */
export async function takeBack(
  tx: Transaction,
  context: SiteContext,
  { articleId, reason }: { articleId: string; reason: string },
): Promise<boolean> {
  const { site } = context;
  const article = await findLocked(tx, site.id, articleId);
  if (!article || article.state === 'WITHDRAWN') return false;
  if (await isTouched(tx, site.id, articleId, MADE_VERSION[article.state])) return false;
  if (article.state === 'PUBLISHED') {
    await takeDown(tx, context, article, { reason, kind: 'OTHER', leavesTombstone: false });
    return true;
  }
  const where = { siteId: site.id, revisionId: article.latestRevisionId };
  await tx.article.updateMany({ where: { siteId: site.id, id: articleId }, data: { latestRevisionId: null } });
  await tx.revisionFile.deleteMany({ where });
  await tx.$executeRaw`
    DELETE FROM "RevisionWords" WHERE "siteId" = ${site.id} AND "revisionId" = ${article.latestRevisionId}`;
  await tx.articleRevision.deleteMany({ where: { siteId: site.id, articleId } });
  await tx.article.deleteMany({ where: { siteId: site.id, id: articleId } });
  await recordAudit(tx, { ...context, siteId: site.id }, [
    articleEntry('article:write', articleId, `删除草稿“${article.title}”：${reason}`),
  ]);
  return true;
}

async function findLocked(tx: Transaction, siteId: string, articleId: string): Promise<ArticleRow | undefined> {
  try {
    return await lockArticle(tx, siteId, articleId);
  } catch (error) {
    if (isDomainError(error) && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
