import type { Transaction } from '@zhanqun/db';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { PassedOver } from './check-article.server';
import { runAtItsTime } from './keep-schedule.server';
import { dropSchedules } from './schedules.server';
import type { ScheduledAction, WithdrawalKind } from './schema';

interface Plan {
  articleId: string;
  action: ScheduledAction;
  at: Date;
  revisionId?: string;
  /** The review that passed the revision; null where none was asked for. */
  reviewId?: string | null;
  passOverReason?: string;
  passedOver?: PassedOver;
  reason?: string;
  kind?: WithdrawalKind;
  replacedById?: string | null;
}

/** Writes down what is to be done at its time and who asked for it, in place of what was planned before. */
export async function writeSchedule(tx: Transaction, context: SiteContext, plan: Plan): Promise<void> {
  const { site, actor, now } = context;
  await dropSchedules(tx, site.id, plan.articleId, plan.action);
  await tx.articleSchedule.createMany({
    data: [{ siteId: site.id, ...plan, askedById: actor.accountId, askedByName: actor.name, askedAt: now }],
  });
  await runAtItsTime(tx, plan.articleId, plan.action, plan.at);
}
