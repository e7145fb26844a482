import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { countItem } from '@zhanqun/columns/server';
import { recordChange, tagsOfGoneItem } from '@zhanqun/publishing/server';
import { closeReview } from '@zhanqun/review/server';
import { projectArticles } from '@zhanqun/search/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { type WithdrawArticleInput, withdrawArticleInput } from '../schema';

/** Takes an item from the public, with its files and on every site that carries it, in the moment this commits. */
export async function withdrawArticle(context: SiteContext, input: WithdrawArticleInput): Promise<void> {
  const { articleId, reason } = parseInput(withdrawArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:withdraw', site);
  await withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'withdraw');
    if (article.openReviewId) {
      await closeReview(tx, context, {
        reviewId: article.openReviewId,
        decision: 'END',
        comment: `内容已撤回：${reason}`,
      });
    }
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: {
        state: 'WITHDRAWN',
        publishedRevisionId: null,
        openReviewId: null,
        withdrawnAt: now,
        withdrawReason: reason,
        version: { increment: 1 },
        updatedAt: now,
      },
    });
    await countItem(tx, site.id, article.columnId, -1);
    await projectArticles(tx, site.id, { articleIds: [articleId] });
    const cause = `撤回“${article.title}”${article.openReviewId ? '，审核随之终止' : ''}：${reason}`;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { ...articleEntry('article:withdraw', articleId, cause), detail: { reason } },
    ]);
    await recordChange(tx, site.id, {
      tags: tagsOfGoneItem(site, article.columnId, articleId),
      cause,
      takesAway: true,
    });
  });
}
