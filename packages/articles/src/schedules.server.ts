import type { Transaction } from '@zhanqun/db';
import { DomainError, formatDateTime } from '@zhanqun/kit';
import { LONGEST_AHEAD_DAYS, type ScheduledAction } from './schema';

const DAY_MS = 24 * 3_600_000;

/** Throws INVALID under `at` for a time that is past, or further away than anybody plans. */
export function demandLater(at: Date, now: Date): void {
  const ahead = at.getTime() - now.getTime();
  const sentence =
    ahead <= 0
      ? `${formatDateTime(at)} 已经过去，请选择以后的时间。`
      : ahead > LONGEST_AHEAD_DAYS * DAY_MS
        ? `最多提前 ${LONGEST_AHEAD_DAYS} 天安排。`
        : undefined;
  if (sentence) throw new DomainError('INVALID', sentence, { at: [sentence] });
}

/** What waits for its time; what could not be done at its time waits no longer. */
export function findScheduled(tx: Transaction, siteId: string, articleId: string, action: ScheduledAction) {
  return tx.articleSchedule.findFirst({ where: { siteId, articleId, action, fault: '' } });
}

/** Forgets what was planned: one action, or all. Its job will find nothing to do. */
export async function dropSchedules(
  tx: Transaction,
  siteId: string,
  articleId: string,
  action?: ScheduledAction,
): Promise<void> {
  await tx.articleSchedule.deleteMany({ where: { siteId, articleId, ...(action ? { action } : {}) } });
}
