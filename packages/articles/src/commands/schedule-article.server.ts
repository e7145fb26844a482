import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, formatDateTime, notFound } from '@zhanqun/kit';
import { demandNoLevels, levelsFor } from '@zhanqun/review/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { arisenSince, demandPassed, findToCheck, passedOver, passOverEntry } from '../check-article.server';
import { demandLater, findScheduled } from '../schedules.server';
import { type ScheduleArticleInput, scheduleArticleInput } from '../schema';
import { writeSchedule } from '../write-schedule.server';

/**
 * Lets a revision become public by itself at a time, under the rules of a publication at once. An item that waits
 * already gets another time and keeps its text, and the review that passed it. Throws INVALID for a time that is past.
 */
export async function scheduleArticle(
  context: SiteContext,
  input: ScheduleArticleInput,
): Promise<{ revisionNumber: number }> {
  const { articleId, revisionNumber, at, passOverReason } = parseInput(scheduleArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:publish', site);
  demandLater(at, now);
  const text = await findToCheck(context, { articleId, number: revisionNumber });
  return withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'schedule');
    if (!text) throw notFound('版本');
    const waiting = await findScheduled(tx, site.id, articleId, 'PUBLISH');
    if (waiting) {
      if (waiting.revisionId !== text.id) throw new DomainError('STALE', '约定发布的已是另一版，请刷新页面。');
    } else {
      demandNoLevels(await levelsFor(tx, site.id, article.columnId));
      if (article.latestRevisionId !== text.id) throw new DomainError('STALE', '刚有新的一版保存，请看过以后再安排。');
      if (article.publishedRevisionId === text.id) {
        throw new DomainError('CONFLICT', `第 ${text.number} 版已经公开，没有新的修改需要发布。`);
      }
    }
    // What was passed over when it was planned stays so; for what has come up since there is to be a reason.
    demandPassed(context, waiting ? arisenSince(waiting.passedOver, text.blocks) : text.blocks, passOverReason);
    await writeSchedule(tx, context, {
      articleId,
      action: 'PUBLISH',
      at,
      revisionId: text.id,
      reviewId: waiting?.reviewId ?? null,
      passOverReason: passOverReason ?? waiting?.passOverReason ?? '',
      passedOver: passedOver(text.blocks),
    });
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { version: { increment: 1 }, updatedAt: now },
    });
    const summary = `${waiting ? '改为' : '安排'} ${formatDateTime(at)} 发布“${text.title}”第 ${text.number} 版`;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      ...(text.blocks.length > 0 && passOverReason ? [passOverEntry(articleId, text, passOverReason)] : []),
      { ...articleEntry('article:publish', articleId, summary), detail: { at } },
    ]);
    return { revisionNumber: text.number };
  });
}
