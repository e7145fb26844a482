import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { countItem, takeOrdinal } from '@zhanqun/columns/server';
import { DomainError, newId, notFound } from '@zhanqun/kit';
import { recordChange, tagsOfItem } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { type PublishArticleInput, publishArticleInput } from '../schema';

/**
 * Makes a revision the public one. The first publication sets the time, which never moves afterwards, and takes the
 * next place in the column; a correction or a return after a withdrawal keeps both.
 */
export async function publishArticle(
  context: SiteContext,
  input: PublishArticleInput,
): Promise<{ firstPublishedAt: Date; revisionNumber: number }> {
  const { articleId, revisionNumber } = parseInput(publishArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:publish', site);
  return withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'publish');
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
    const firstPublishedAt = article.firstPublishedAt ?? now;
    const placement = await tx.placement.findFirst({ where: { siteId: site.id, articleId }, select: { id: true } });
    if (!placement) {
      const ordinal = await takeOrdinal(tx, site.id, article.columnId);
      await tx.placement.createMany({
        data: [
          {
            siteId: site.id,
            id: newId(now.getTime()),
            columnId: article.columnId,
            ordinal,
            articleId,
            firstPublishedAt,
          },
        ],
      });
    } else if (article.state === 'WITHDRAWN') await countItem(tx, site.id, article.columnId, 1);
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: {
        state: 'PUBLISHED',
        publishedRevisionId: revision.id,
        firstPublishedAt,
        withdrawnAt: null,
        withdrawReason: '',
        version: { increment: 1 },
        updatedAt: now,
      },
    });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      articleEntry('article:publish', articleId, `发布“${revision.title}”第 ${revision.number} 版`),
    ]);
    await recordChange(tx, site.id, tagsOfItem(site, article.columnId, articleId));
    return { firstPublishedAt, revisionNumber: revision.number };
  });
}
