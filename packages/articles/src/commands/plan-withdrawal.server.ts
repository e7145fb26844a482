import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { formatDateTime } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { demandLater } from '../schedules.server';
import { type PlanWithdrawalInput, planWithdrawalInput, WITHDRAWAL_KIND_LABELS } from '../schema';
import { demandReplacement } from '../take-down.server';
import { writeSchedule } from '../write-schedule.server';

/** Lets an item be taken from the public by itself at a time, for a reason that is given now. */
export async function planWithdrawal(context: SiteContext, input: PlanWithdrawalInput): Promise<void> {
  const { articleId, at, reason, kind, replacedById } = parseInput(planWithdrawalInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:withdraw', site);
  demandLater(at, now);
  await withSite(context, async (tx) => {
    const { title } = await articleFor(tx, context, articleId, 'plan-withdrawal');
    await demandReplacement(tx, site.id, articleId, replacedById);
    await writeSchedule(tx, context, {
      articleId,
      action: 'WITHDRAW',
      at,
      reason,
      kind,
      replacedById: replacedById ?? null,
    });
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { version: { increment: 1 }, updatedAt: now },
    });
    const summary = `安排 ${formatDateTime(at)} 撤下“${title}”（${WITHDRAWAL_KIND_LABELS[kind]}）：${reason}`;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        ...articleEntry('article:withdraw', articleId, summary),
        detail: { at, reason, kind, replacedById: replacedById ?? null },
      },
    ]);
  });
}
