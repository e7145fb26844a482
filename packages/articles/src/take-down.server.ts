import { recordAudit } from '@zhanqun/audit/server';
import { countItem } from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import { recordChange, tagsOfGoneItem } from '@zhanqun/publishing/server';
import { closeReview } from '@zhanqun/review/server';
import { projectArticles } from '@zhanqun/search/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { type ArticleRow, articleEntry } from './article-row.server';
import { dropSchedules } from './schedules.server';
import { deskStateOf, refusal } from './states';

/** Why it ends, and who planned it when it was planned. */
export interface TakeDown {
  reason: string;
  told?: string;
}

/**
 * Takes an item that is held from the public, with its files and on every site that carries it, in the moment this
 * commits. What was on its way to the public ends with it. Throws CONFLICT when it is not public.
 */
export async function takeDown(
  tx: Transaction,
  context: SiteContext,
  article: ArticleRow,
  { reason, told = '' }: TakeDown,
): Promise<void> {
  const { site, now } = context;
  const articleId = article.id;
  const refused = refusal(deskStateOf(article), 'withdraw');
  if (refused) throw new DomainError('CONFLICT', refused);
  if (article.openReviewId) {
    await closeReview(tx, context, {
      reviewId: article.openReviewId,
      decision: 'END',
      comment: `内容已撤回：${reason}`,
    });
  }
  await dropSchedules(tx, site.id, articleId);
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
  const ended = `${article.openReviewId ? '，审核随之终止' : ''}${article.publishAt ? '，定时发布随之取消' : ''}`;
  const cause = `${told ? '定时' : ''}撤回“${article.title}”${ended}：${reason}${told}`;
  await recordAudit(tx, { ...context, siteId: site.id }, [
    { ...articleEntry('article:withdraw', articleId, cause), detail: { reason } },
  ]);
  await recordChange(tx, site.id, {
    tags: tagsOfGoneItem(site, article.columnId, articleId),
    cause,
    takesAway: true,
  });
}
