import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, formatDateTime, newId, notFound } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { reviewSitesOf } from '../people.server';
import { type NameDeputyInput, nameDeputyInput } from '../schema';

/**
 * Lets a colleague decide in the actor's place for a time. What is lent is the right to look and to review, wherever the
 * actor holds it during that time, and no more. Throws FORBIDDEN for those who do not review, NOT_FOUND for a deputy who
 * works at none of these sites, CONFLICT where one of the two is away already.
 */
export async function nameDeputy(context: Context, input: NameDeputyInput): Promise<void> {
  const { deputyId, fromAt, untilAt, reason } = parseInput(nameDeputyInput, input);
  const { actor, now } = context;
  const siteIds = reviewSitesOf(context);
  if (siteIds.length === 0) throw new DomainError('FORBIDDEN', '您没有审核的权限，不需要代理人。');
  if (untilAt <= now) throw new DomainError('INVALID', '请检查标出的项目。', { untilAt: ['结束的时间已经过去。'] });
  await withPlatform({ db: context.db, siteId: actor.homeSiteId }, async (tx) => {
    // Two periods named at once come one after the other.
    await tx.$queryRaw`SELECT id FROM "Account" WHERE id = ANY (${[actor.accountId, deputyId]}) ORDER BY id FOR UPDATE`;
    const deputy = await tx.account.findFirst({
      where: {
        id: deputyId,
        state: 'ACTIVE',
        NOT: { id: actor.accountId },
        grants: { some: { siteId: { in: siteIds } } },
      },
      select: { displayName: true },
    });
    if (!deputy) throw notFound('代理人');
    const overlapping = { fromAt: { lt: untilAt }, untilAt: { gt: fromAt } };
    const other = await tx.reviewDeputy.findFirst({
      where: { principalId: { in: [actor.accountId, deputyId] }, ...overlapping },
      select: { principalId: true, fromAt: true, untilAt: true },
    });
    if (other) {
      const period = `${formatDateTime(other.fromAt)} 至 ${formatDateTime(other.untilAt)}`;
      throw other.principalId === deputyId
        ? new DomainError('CONFLICT', `${deputy.displayName}在 ${period} 自己也请人代理，请选另一位。`)
        : new DomainError('CONFLICT', `您已安排 ${period} 的代理，请先结束它，或选另一段时间。`);
    }
    const row = { principalId: actor.accountId, deputyId, fromAt, untilAt, reason };
    await tx.reviewDeputy.createMany({ data: [{ id: newId(now.getTime()), ...row, createdAt: now }] });
    await recordAudit(tx, { ...context, siteId: actor.homeSiteId }, [
      {
        action: 'article:review',
        subjectType: 'Account',
        subjectId: actor.accountId,
        summary: `请${deputy.displayName}从 ${formatDateTime(fromAt)} 到 ${formatDateTime(untilAt)} 代为审核：${reason}`,
        detail: { deputyId, fromAt, untilAt, reason },
      },
    ]);
  });
}
