import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { returnReview } from '@zhanqun/review/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleFor, decisionEntry, reviewOf } from '../article-row.server';
import { keepPassages } from '../passage-comments.server';
import { type ReturnArticleInput, returnArticleInput } from '../schema';

/** Sends an item under review back to its writers, with what has to be changed. */
export async function returnArticle(context: SiteContext, input: ReturnArticleInput): Promise<void> {
  const { articleId, reviewId, comment, passages } = parseInput(returnArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:review', site);
  await withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'return');
    const review = await returnReview(tx, context, { reviewId: reviewOf(article, reviewId), comment });
    await keepPassages(tx, context, { articleId, reviewId: review.id, revisionId: review.revisionId }, passages);
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { openReviewId: null, version: { increment: 1 }, updatedAt: now },
    });
    const summary = `第 ${review.level} 级审核退回“${article.title}”：${comment}`;
    await recordAudit(tx, { ...context, siteId: site.id }, [decisionEntry(articleId, summary, comment, review)]);
  });
}
