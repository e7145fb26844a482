import { demand } from '@zhanqun/access';
import { demandHoldsItems } from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError, isDomainError } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { type ImportChoices, LEFT_OUT, MAX_SOURCE_COLUMNS } from './schema';

/**
 * Keeps where the columns of the old site go and how items come. Throws INVALID under `column.<n>` in the order of the
 * columns, FORBIDDEN for public items without the right to publish.
 */
export async function writeChoices(
  tx: Transaction,
  { site, actor }: SiteContext,
  importId: string,
  { columns, asPublished, keepsAddresses }: ImportChoices,
): Promise<void> {
  if (asPublished) demand(actor, 'article:publish', site);
  if (Object.keys(columns).length > MAX_SOURCE_COLUMNS) throw new DomainError('INVALID', '栏目太多，请分几次迁入。');
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
    data: { columns, asPublished, keepsAddresses },
  });
}
