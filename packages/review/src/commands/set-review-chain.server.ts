import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { demandNoneAboveLost, readChains, SITE_CHAIN } from '../chains.server';
import { missingLevel } from '../missing-reviewers';
import { reviewPeopleOf } from '../people.server';
import { describeLevels, type SetReviewChainInput, setReviewChainInput } from '../schema';

/**
 * Sets how many levels items pass, and who decides at each. Items already on their way keep the levels they were
 * submitted to. Throws INVALID naming the level that the present people cannot staff, STALE when it was changed
 * since it was read.
 */
export async function setReviewChain(context: SiteContext, input: SetReviewChainInput): Promise<void> {
  const { columnId, levels, version } = parseInput(setReviewChainInput, input);
  const { site, actor, now } = context;
  demand(actor, 'review:edit', site);
  const missing = missingLevel(levels, await reviewPeopleOf(context));
  if (missing !== undefined) {
    const sentence =
      `第 ${missing} 级“${levels[missing - 1]?.name}”没有人可以审核：起草人和各级审核员必须是不同的人。` +
      '请先添加审核员，或减少级数。';
    throw new DomainError('INVALID', sentence, { [`levels.${missing - 1}.place`]: [sentence] });
  }
  await withSite(context, async (tx) => {
    const column = columnId
      ? await tx.column.findFirst({ where: { siteId: site.id, id: columnId }, select: { name: true, kind: true } })
      : undefined;
    if (columnId && (!column || ['GROUP', 'TOPIC'].includes(column.kind))) throw notFound('栏目');
    const id = columnId ?? SITE_CHAIN;
    const chains = await readChains(tx, site.id, columnId);
    const present = chains.find((chain) => chain.columnId === columnId) ?? chains.find((chain) => !chain.columnId);
    // What the blueprint asks for counts before it is in force: a level from above is not dropped by not having begun.
    const former = present?.levels ?? [];
    demandNoneAboveLost(context, former, levels);
    const data = { levels, isWish: false, updatedByName: actor.name, updatedAt: now };
    const { count } =
      version === 0
        ? await tx.reviewChain.createMany({
            data: [{ siteId: site.id, id, columnId: columnId ?? null, ...data }],
            skipDuplicates: true,
          })
        : await tx.reviewChain.updateMany({
            where: { siteId: site.id, id, version },
            data: { ...data, version: { increment: 1 } },
          });
    if (count === 0) throw new DomainError('STALE', '审核流程刚被别人修改过，请重新打开后再改。');
    const subject = column ? `栏目“${column.name}”的审核` : '本站的审核';
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'review:edit',
        subjectType: column ? 'Column' : 'Site',
        subjectId: columnId ?? site.id,
        summary: `设置${subject}：${describeLevels(levels)}`,
        detail: { levels, former },
      },
    ]);
  });
}
