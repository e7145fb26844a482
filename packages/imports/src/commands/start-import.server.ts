import { demand, parseInput } from '@zhanqun/access';
import { DomainError } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { lockBatch } from '../batch.server';
import { writeChoices } from '../choices.server';
import { chosenColumns } from '../make-slices.server';
import { type StartImportInput, startImportInput } from '../schema';
import { takeStep } from '../take-step.server';

/**
 * Has the items of an import made, or goes on with one that was held; with choices they hold from now on, or nothing
 * changes. Throws CONFLICT while a column of the old site has no place, or nothing is left to make, and what the choices
 * throw.
 */
export async function startImport(context: SiteContext, input: StartImportInput): Promise<void> {
  const { choices, ...step } = parseInput(startImportInput, input);
  const { site, actor, now } = context;
  demand(actor, 'import:run', site);
  await takeStep(context, step, {
    action: 'start',
    deed: '开始迁入',
    data: { startedById: actor.accountId, startedByName: actor.name, startedAt: now },
    also: async (tx, before) => {
      // What has begun goes on as it began.
      if (choices && before.state === 'READY') await writeChoices(tx, context, before.id, choices);
      const batch = await lockBatch(tx, site.id, before.id);
      if (batch.asPublished) demand(actor, 'article:publish', site);
      const waiting = { siteId: site.id, importId: batch.id, outcome: 'NEW' as const };
      const open = await tx.importItem.groupBy({
        by: ['sourceColumn'],
        where: { ...waiting, sourceColumn: { notIn: Object.keys(batch.columns) } },
      });
      if (open.length > 0) {
        throw new DomainError('CONFLICT', `还有 ${open.length} 个原栏目没有选定放到哪里，请先选定。`);
      }
      const count = await tx.importItem.count({
        where: { ...waiting, sourceColumn: { in: chosenColumns(batch.columns) } },
      });
      if (count === 0) throw new DomainError('CONFLICT', '没有要迁入的内容：都已经有了、不能迁入，或选了不迁入。');
    },
  });
}
