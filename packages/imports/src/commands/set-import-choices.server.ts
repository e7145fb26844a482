import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { batchFor, importEntry } from '../batch.server';
import { writeChoices } from '../choices.server';
import { type SetImportChoicesInput, setImportChoicesInput } from '../schema';

/**
 * Says where each column of the old site goes, whether items become public at once, and whether old addresses lead to
 * them. Throws INVALID under `column.<n>` in the order of the columns, FORBIDDEN without the right to publish.
 */
export async function setImportChoices(context: SiteContext, input: SetImportChoicesInput): Promise<void> {
  const { importId, version, ...choices } = parseInput(setImportChoicesInput, input);
  const { site, actor } = context;
  demand(actor, 'import:run', site);
  await withSite(context, async (tx) => {
    const { batch } = await batchFor(tx, context, { importId, version, action: 'choose' });
    await writeChoices(tx, context, importId, choices);
    await tx.importBatch.updateMany({
      where: { siteId: site.id, id: importId },
      data: { version: { increment: 1 } },
    });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      importEntry(importId, `确定“${batch.name}”怎样迁入`, choices),
    ]);
  });
}
