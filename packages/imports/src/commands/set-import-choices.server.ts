import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { demandHoldsItems } from '@zhanqun/columns/server';
import { DomainError, isDomainError } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { batchFor, importEntry } from '../batch.server';
import { LEFT_OUT, MAX_SOURCE_COLUMNS, type SetImportChoicesInput, setImportChoicesInput } from '../schema';

/**
 * Says where each column of the old site goes, whether items become public at once, and whether old addresses lead to
 * them. Throws INVALID under `column.<n>` in the order of the columns, FORBIDDEN without the right to publish.
 */
export async function setImportChoices(context: SiteContext, input: SetImportChoicesInput): Promise<void> {
  const { importId, version, columns, ...choices } = parseInput(setImportChoicesInput, input);
  const { site, actor } = context;
  demand(actor, 'import:run', site);
  if (choices.asPublished) demand(actor, 'article:publish', site);
  if (Object.keys(columns).length > MAX_SOURCE_COLUMNS) throw new DomainError('INVALID', '栏目太多，请分几次迁入。');
  await withSite(context, async (tx) => {
    const { batch } = await batchFor(tx, context, { importId, version, action: 'choose' });
    const faults: Record<string, string[]> = {};
    for (const [index, columnId] of Object.values(columns).entries()) {
      if (columnId === LEFT_OUT) continue;
      await demandHoldsItems(tx, site.id, columnId).catch((error: unknown) => {
        if (!isDomainError(error) || error.code === 'BUSY') throw error;
        faults[`column.${index}`] = error.fields.columnId ?? [error.message];
      });
    }
    if (Object.keys(faults).length > 0) throw new DomainError('INVALID', '请检查标出的项目。', faults);
    await tx.importBatch.updateMany({
      where: { siteId: site.id, id: importId },
      data: { columns, ...choices, version: { increment: 1 } },
    });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      importEntry(importId, `确定“${batch.name}”怎样迁入`, { columns, ...choices }),
    ]);
  });
}
