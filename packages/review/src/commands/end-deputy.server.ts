import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { notFound } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { type EndDeputyInput, endDeputyInput } from '../schema';

/** The actor is back, or does not go: the deputy decides no more from now on. Throws NOT_FOUND for what is over. */
export async function endDeputy(context: Context, input: EndDeputyInput): Promise<void> {
  const { id } = parseInput(endDeputyInput, input);
  const { actor, now } = context;
  await withPlatform({ db: context.db, siteId: actor.homeSiteId }, async (tx) => {
    const row = await tx.reviewDeputy.findFirst({
      where: { id, principalId: actor.accountId, untilAt: { gt: now } },
      select: { fromAt: true, deputyId: true, deputy: { select: { displayName: true } } },
    });
    if (!row) throw notFound('代理安排');
    await tx.reviewDeputy.updateMany({
      where: { id, untilAt: { gt: now } },
      data: { untilAt: now, ...(row.fromAt > now ? { fromAt: now } : {}) },
    });
    await recordAudit(tx, { ...context, siteId: actor.homeSiteId }, [
      {
        action: 'article:review',
        subjectType: 'Account',
        subjectId: actor.accountId,
        summary: `结束${row.deputy.displayName}的代为审核`,
        detail: { deputyId: row.deputyId },
      },
    ]);
  });
}
