import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { isUniqueViolation } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { addMonths, beginOf, monthInWords } from '../months';
import { pointsInWords, yuanInWords } from '../points';
import { type SettleMonthInput, settleMonthInput } from '../schema';
import { linesOf, statementOf } from '../statement.server';

const BATCH = 1_000;

/**
 * Settles a month that is over: its lines stand from then on, whatever becomes of items, columns and points. Throws
 * CONFLICT for a month that runs or is settled, TOO_LARGE as `getStatement` does.
 */
export async function settleMonth(context: SiteContext, input: SettleMonthInput): Promise<{ fee: number }> {
  const { month } = parseInput(settleMonthInput, input);
  const { site, actor, now } = context;
  demand(actor, 'fee:edit', site);
  if (beginOf(addMonths(month, 1)) > now) {
    throw new DomainError('CONFLICT', `${monthInWords(month)}还没有过完，请下个月再结算。`);
  }
  const found = await linesOf(context, month);
  const isSettled = () => new DomainError('CONFLICT', `${monthInWords(month)}已经结算，不能再结算一次。`);
  if (found.settled) throw isSettled();
  const { points, fee, rules } = statementOf(month, found);
  try {
    await withSite(context, async (tx) => {
      await tx.settledMonth.createMany({
        data: [
          {
            siteId: site.id,
            month,
            rules: JSON.parse(JSON.stringify(rules)),
            points,
            fee,
            settledByName: actor.name,
            settledAt: now,
          },
        ],
      });
      for (let from = 0; from < found.lines.length; from += BATCH) {
        await tx.$executeRaw`
          INSERT INTO "SettledLine" SELECT r.* FROM jsonb_populate_recordset(NULL::"SettledLine", ${JSON.stringify(
            found.lines
              .slice(from, from + BATCH)
              .map((line, index) => ({ ...line, siteId: site.id, month, number: from + index + 1 })),
          )}::jsonb) AS r`;
      }
      await recordAudit(tx, { ...context, siteId: site.id }, [
        {
          action: 'fee:edit',
          subjectType: 'SettledMonth',
          subjectId: month,
          summary: `结算 ${monthInWords(month)}的稿费：${pointsInWords(points)} 分，${yuanInWords(fee)} 元`,
        },
      ]);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw isSettled();
    throw error;
  }
  return { fee };
}
