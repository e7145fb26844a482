import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, formatDateTime, notFound } from '@zhanqun/kit';
import { levelsFor, openReview, reviewPeopleOf, unitOfActor } from '@zhanqun/review/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { demandLater } from '../schedules.server';
import { type SubmitArticleInput, submitArticleInput } from '../schema';
import { writersSince } from '../writers-since.server';

/**
 * Sends the latest revision to the first level of its column. What is public stays as it is until the last one. Throws
 * CONFLICT naming the level that nobody else could decide about.
 */
export async function submitArticle(context: SiteContext, input: SubmitArticleInput): Promise<{ levels: number }> {
  const { articleId, revisionNumber, publishAt } = parseInput(submitArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  if (publishAt) demandLater(publishAt, now);
  const people = await reviewPeopleOf(context);
  const unit = await unitOfActor(context);
  return withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'submit');
    const revision = await tx.articleRevision.findFirst({
      where: { siteId: site.id, id: article.latestRevisionId },
      select: { id: true, number: true, title: true },
    });
    if (!revision) throw notFound('版本');
    if (revision.number !== revisionNumber) {
      throw new DomainError('STALE', `已有第 ${revision.number} 版，请看过以后再提交审核。`);
    }
    if (article.publishedRevisionId === revision.id) {
      throw new DomainError('CONFLICT', `第 ${revision.number} 版已经公开，没有新的修改需要审核。`);
    }
    const levels = await levelsFor(tx, site.id, article.columnId);
    const writerIds = await writersSince(tx, site.id, articleId, article);
    const subject = {
      articleId,
      title: revision.title,
      revisionId: revision.id,
      writerIds,
      unit,
      levels,
      people,
      publishAt,
    };
    const reviewId = await openReview(tx, context, subject);
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { openReviewId: reviewId, version: { increment: 1 }, updatedAt: now },
    });
    const summary = `提交“${revision.title}”第 ${revision.number} 版审核，共 ${levels.length} 级${
      publishAt ? `，通过后定于 ${formatDateTime(publishAt)} 发布` : ''
    }`;
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:write', articleId, summary)]);
    return { levels: levels.length };
  });
}
