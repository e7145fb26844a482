import { recordAudit } from '@zhanqun/audit/server';
import { countItem, renewDates } from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import { recordChange, tagsOfGoneItem } from '@zhanqun/publishing/server';
import { closeReview } from '@zhanqun/review/server';
import { projectArticles } from '@zhanqun/search/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { type ArticleRow, articleEntry } from './article-row.server';
import { dropSchedules } from './schedules.server';
import { WITHDRAWAL_KIND_LABELS, type WithdrawalKind } from './schema';
import { deskStateOf, refusal } from './states';

/** Why it ends, what the public learns of that, and who planned it when it was planned. */
export interface TakeDown {
  reason: string;
  kind: WithdrawalKind;
  replacedById?: string | null | undefined;
  told?: string;
  /** Whether its address says that something was there; never for secrecy. */
  leavesTombstone?: boolean;
}

/** Throws INVALID under `replacedById` unless it names another item of the site that is public. */
export async function demandReplacement(
  tx: Transaction,
  siteId: string,
  articleId: string,
  replacedById: string | null | undefined,
): Promise<void> {
  if (!replacedById) return;
  const found = await tx.article.findFirst({
    where: { siteId, id: replacedById, state: 'PUBLISHED', NOT: { id: articleId } },
    select: { id: true },
  });
  if (found) return;
  const sentence = '代替它的必须是本站另一篇已公开的文章，请检查网址。';
  throw new DomainError('INVALID', sentence, { replacedById: [sentence] });
}

/**
 * Takes an item that is held from the public, with its files and on every site that carries it, in the moment this
 * commits. What was on its way to the public ends with it. Throws CONFLICT when it is not public.
 */
export async function takeDown(
  tx: Transaction,
  context: SiteContext,
  article: ArticleRow,
  { reason, kind, replacedById = null, told = '', leavesTombstone = true }: TakeDown,
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
  if (leavesTombstone && kind !== 'SECRECY') {
    await tx.tombstone.createMany({ data: [{ siteId: site.id, articleId, kind, replacedById }] });
  }
  await tx.article.updateMany({
    where: { siteId: site.id, id: articleId },
    data: {
      state: 'WITHDRAWN',
      publishedRevisionId: null,
      openReviewId: null,
      withdrawnAt: now,
      withdrawReason: reason,
      withdrawKind: kind,
      replacedById,
      version: { increment: 1 },
      updatedAt: now,
    },
  });
  await countItem(tx, site.id, article.columnId, -1);
  await renewDates(tx, site.id, [article.columnId]);
  await projectArticles(tx, site.id, { articleIds: [articleId] });
  const ended = `${article.openReviewId ? '，审核随之终止' : ''}${article.publishAt ? '，定时发布随之取消' : ''}`;
  const cause = `${told ? '定时' : ''}撤回“${article.title}”${ended}（${WITHDRAWAL_KIND_LABELS[kind]}）：${reason}${told}`;
  await recordAudit(tx, { ...context, siteId: site.id }, [
    { ...articleEntry('article:withdraw', articleId, cause), detail: { reason, kind, replacedById } },
  ]);
  await recordChange(tx, site.id, {
    tags: tagsOfGoneItem(site, article.columnId, articleId),
    cause,
    takesAway: true,
  });
}
