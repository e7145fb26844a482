import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { closeReview, demandLevels, levelsFor, openLaterReview, reviewPeopleOf } from '@zhanqun/review/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { demandPassed, findToCheck, passOverEntry } from '../check-article.server';
import { publishRevision } from '../publish-revision.server';
import { type ForceArticleInput, forceArticleInput } from '../schema';
import { writersSince } from '../writers-since.server';

/**
 * Makes the latest revision public without the levels of its column, for a reason; a review on its way ends. Somebody
 * without a hand in it looks at it afterwards. The checks hold as for every publication.
 */
export async function forceArticle(
  context: SiteContext,
  input: ForceArticleInput,
): Promise<{ firstPublishedAt: Date }> {
  const { articleId, revisionNumber, reason, passOverReason } = parseInput(forceArticleInput, input);
  const { site, actor } = context;
  demand(actor, 'article:force', site);
  const text = await findToCheck(context, { articleId, number: revisionNumber });
  const people = await reviewPeopleOf(context);
  return withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'force');
    if (!text) throw notFound('版本');
    if (article.latestRevisionId !== text.id) throw new DomainError('STALE', '刚有新的一版保存，请看过以后再发布。');
    if (article.publishedRevisionId === text.id) {
      throw new DomainError('CONFLICT', `第 ${text.number} 版已经公开，没有新的修改需要发布。`);
    }
    demandPassed(context, text.blocks, passOverReason);
    const hands = [actor.accountId, ...(await writersSince(tx, site.id, articleId, article))];
    const levels = article.openReviewId
      ? await closeReview(tx, context, {
          reviewId: article.openReviewId,
          decision: 'END',
          comment: `${actor.name}强制发布：${reason}`,
        })
      : await levelsFor(tx, site.id, article.columnId);
    demandLevels(levels);
    const { firstPublishedAt, cause } = await publishRevision(tx, context, article, text);
    await openLaterReview(tx, context, {
      articleId,
      revisionId: text.id,
      title: text.title,
      hands,
      levels,
      reason,
      people,
    });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      ...(text.blocks.length > 0 ? [passOverEntry(articleId, text, passOverReason ?? '')] : []),
      { ...articleEntry('article:force', articleId, `未经审核强制${cause}：${reason}`), detail: { reason } },
    ]);
    return { firstPublishedAt };
  });
}
