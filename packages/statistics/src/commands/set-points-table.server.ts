import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { monthInWords } from '../months';
import { type SetPointsTableInput, setPointsTableInput } from '../schema';

/**
 * Sets what an item is worth at the site from a month on. Throws INVALID under `month` for a month that is settled or
 * lies before one that is, STALE when the table of that month was changed since it was read.
 */
export async function setPointsTable(context: SiteContext, input: SetPointsTableInput): Promise<void> {
  const { month, rules, version } = parseInput(setPointsTableInput, input);
  const { site, actor, now } = context;
  demand(actor, 'fee:edit', site);
  await withSite(context, async (tx) => {
    const settled = await tx.settledMonth.findFirst({
      where: { siteId: site.id, month: { gte: month } },
      orderBy: { month: 'desc' },
      select: { month: true },
    });
    if (settled) {
      const sentence = `${monthInWords(settled.month)}已经结算，标准请从它之后的月份开始执行。`;
      throw new DomainError('INVALID', '请检查标出的项目。', { month: [sentence] });
    }
    const data = { rules, updatedByName: actor.name, updatedAt: now };
    const { count } =
      version === 0
        ? await tx.pointsTable.createMany({ data: [{ siteId: site.id, month, ...data }], skipDuplicates: true })
        : await tx.pointsTable.updateMany({
            where: { siteId: site.id, month, version },
            data: { ...data, version: { increment: 1 } },
          });
    if (count === 0) throw new DomainError('STALE', '这个月起的积分标准刚被别人设置过，请重新打开后再改。');
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'fee:edit',
        subjectType: 'PointsTable',
        subjectId: month,
        summary: `设置 ${monthInWords(month)}起的积分标准`,
        detail: { rules: JSON.parse(JSON.stringify(rules)) },
      },
    ]);
  });
}
