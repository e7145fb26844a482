import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, formatDateTime } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { dropSchedules, findScheduled } from '../schedules.server';
import { type CancelWithdrawalInput, cancelWithdrawalInput } from '../schema';

/** An item that was to be taken down at a time stays public. Throws CONFLICT when nothing was planned. */
export async function cancelWithdrawal(context: SiteContext, input: CancelWithdrawalInput): Promise<void> {
  const { articleId } = parseInput(cancelWithdrawalInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:withdraw', site);
  await withSite(context, async (tx) => {
    const { title } = await articleFor(tx, context, articleId, 'keep-public');
    const plan = await findScheduled(tx, site.id, articleId, 'WITHDRAW');
    if (!plan) throw new DomainError('CONFLICT', '这篇内容没有安排定时撤下，请刷新页面。');
    await dropSchedules(tx, site.id, articleId, 'WITHDRAW');
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { version: { increment: 1 }, updatedAt: now },
    });
    const summary = `取消“${title}”在 ${formatDateTime(plan.at)} 的定时撤下`;
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:withdraw', articleId, summary)]);
  });
}
