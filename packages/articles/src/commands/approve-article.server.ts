import { demand, parseInput } from '@zhanqun/access';
import { type AuditEntry, recordAudit } from '@zhanqun/audit/server';
import { formatDateTime, notFound } from '@zhanqun/kit';
import { approveLevel, reviewPeopleOf } from '@zhanqun/review/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor, decisionEntry, reviewOf } from '../article-row.server';
import { demandPassed, findToCheck, passedOver, passOverEntry } from '../check-article.server';
import { publishRevision } from '../publish-revision.server';
import { type ApproveArticleInput, approveArticleInput } from '../schema';
import { writeSchedule } from '../write-schedule.server';

/**
 * Passes an item at the level where it stands; after the last one the reviewed revision is public, or waits for the time
 * that was asked for, unless that is past. Throws CONFLICT when that would show what blocks in the text and is not passed over.
 */
export async function approveArticle(
  context: SiteContext,
  input: ApproveArticleInput,
): Promise<{ isPublished: boolean; publishAt?: Date; next?: { level: number; name: string } }> {
  const { articleId, reviewId, level, comment, passOverReason } = parseInput(approveArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:review', site);
  const revision = await findToCheck(context, { articleId, reviewId });
  const people = await reviewPeopleOf(context);
  return withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'approve');
    const step = { reviewId: reviewOf(article, reviewId), level, comment, people };
    const review = await approveLevel(tx, context, step);
    if (!revision) throw notFound('版本');
    const publishAt = review.isPassed && review.publishAt && review.publishAt > now ? review.publishAt : undefined;
    const [levels, name] = [review.levels.length, review.levels[level - 1]?.name ?? ''];
    const passed = `第 ${level} 级“${name}”（共 ${levels} 级）审核通过“${revision.title}”第 ${revision.number} 版`;
    const entries: AuditEntry[] = [decisionEntry(articleId, passed, comment, review)];
    if (review.isPassed) {
      demandPassed(context, revision.blocks, passOverReason);
      if (revision.blocks.length > 0) entries.push(passOverEntry(articleId, revision, passOverReason ?? ''));
      if (publishAt) {
        const plan = { articleId, action: 'PUBLISH', at: publishAt, revisionId: revision.id } as const;
        await writeSchedule(tx, context, {
          ...plan,
          reviewId: review.id,
          passOverReason: passOverReason ?? '',
          passedOver: passedOver(revision.blocks),
        });
        const planned = `安排 ${formatDateTime(publishAt)} 发布“${revision.title}”第 ${revision.number} 版`;
        entries.push(articleEntry('article:publish', articleId, planned));
      } else {
        const { cause } = await publishRevision(tx, context, article, revision);
        entries.push(articleEntry('article:publish', articleId, cause));
      }
    }
    if (!review.isPassed || publishAt) {
      await tx.article.updateMany({
        where: { siteId: site.id, id: articleId },
        data: { ...(publishAt ? { openReviewId: null } : {}), version: { increment: 1 }, updatedAt: now },
      });
    }
    await recordAudit(tx, { ...context, siteId: site.id }, entries);
    const next = review.levels[level];
    return {
      isPublished: review.isPassed && !publishAt,
      ...(publishAt ? { publishAt } : {}),
      ...(next ? { next: { level: level + 1, name: next.name } } : {}),
    };
  });
}
