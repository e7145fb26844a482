import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { closeReview, reviewPeopleOf } from '@zhanqun/review/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor, reviewOf } from '../article-row.server';
import { type RecallArticleInput, recallArticleInput } from '../schema';

/** Takes an item back from review, so that it can be changed. */
export async function recallArticle(context: SiteContext, input: RecallArticleInput): Promise<void> {
  const { articleId } = parseInput(recallArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  const people = await reviewPeopleOf(context);
  await withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'recall');
    await closeReview(tx, context, { reviewId: reviewOf(article), decision: 'RECALL', people });
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { openReviewId: null, version: { increment: 1 }, updatedAt: now },
    });
    const summary = `收回“${article.title}”的审核`;
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:write', articleId, summary)]);
  });
}
