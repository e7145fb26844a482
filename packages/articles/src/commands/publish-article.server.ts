import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { levelsFor } from '@zhanqun/review/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { publishRevision } from '../publish-revision.server';
import { type PublishArticleInput, publishArticleInput } from '../schema';

/** Makes a revision the public one, in a column whose items need no review. Throws CONFLICT where they do. */
export async function publishArticle(
  context: SiteContext,
  input: PublishArticleInput,
): Promise<{ firstPublishedAt: Date; revisionNumber: number }> {
  const { articleId, revisionNumber } = parseInput(publishArticleInput, input);
  const { site, actor } = context;
  demand(actor, 'article:publish', site);
  return withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'publish');
    const levels = await levelsFor(tx, site.id, article.columnId);
    if (levels.length > 0) {
      throw new DomainError('CONFLICT', `这个栏目的内容要经过 ${levels.length} 级审核才能公开，请提交审核。`);
    }
    const revision = await tx.articleRevision.findFirst({
      where: {
        siteId: site.id,
        articleId,
        ...(revisionNumber ? { number: revisionNumber } : { id: article.latestRevisionId }),
      },
      select: { id: true, number: true, title: true },
    });
    if (!revision) throw notFound('版本');
    if (article.publishedRevisionId === revision.id) {
      throw new DomainError('CONFLICT', `第 ${revision.number} 版已经公开，没有新的修改需要发布。`);
    }
    const { firstPublishedAt, cause } = await publishRevision(tx, context, article, revision);
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:publish', articleId, cause)]);
    return { firstPublishedAt, revisionNumber: revision.number };
  });
}
