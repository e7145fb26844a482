import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { demandNoLevels, levelsFor } from '@zhanqun/review/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { demandPassed, findToCheck, passOverEntry } from '../check-article.server';
import { publishRevision } from '../publish-revision.server';
import { type PublishArticleInput, publishArticleInput } from '../schema';

/**
 * Makes a revision the public one, in a column whose items need no review. Throws CONFLICT where they do, and for what
 * blocks in the text and is not passed over.
 */
export async function publishArticle(
  context: SiteContext,
  input: PublishArticleInput,
): Promise<{ firstPublishedAt: Date; revisionNumber: number }> {
  const { articleId, revisionNumber, passOverReason } = parseInput(publishArticleInput, input);
  const { site, actor } = context;
  demand(actor, 'article:publish', site);
  const text = await findToCheck(context, { articleId, number: revisionNumber });
  return withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'publish');
    demandNoLevels(await levelsFor(tx, site.id, article.columnId));
    if (!text) throw notFound('版本');
    if (revisionNumber === undefined && article.latestRevisionId !== text.id) {
      throw new DomainError('STALE', '刚有新的一版保存，请看过以后再发布。');
    }
    if (article.publishedRevisionId === text.id) {
      throw new DomainError('CONFLICT', `第 ${text.number} 版已经公开，没有新的修改需要发布。`);
    }
    demandPassed(context, text.blocks, passOverReason);
    const { firstPublishedAt, cause } = await publishRevision(tx, context, article, text);
    await recordAudit(tx, { ...context, siteId: site.id }, [
      ...(text.blocks.length > 0 ? [passOverEntry(articleId, text, passOverReason ?? '')] : []),
      articleEntry('article:publish', articleId, cause),
    ]);
    return { firstPublishedAt, revisionNumber: text.number };
  });
}
