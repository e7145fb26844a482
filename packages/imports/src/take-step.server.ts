import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { enqueue } from '@zhanqun/jobs/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type BatchRow, batchFor, importEntry } from './batch.server';
import { type ImportStepInput, importStepInput } from './schema';
import type { ImportAction } from './states';
import { IMPORT_WORK } from './work-job.server';

/** Leads an import to its next state, with the work that this asks for. Throws what `batchFor` throws. */
export async function takeStep(
  context: SiteContext,
  input: ImportStepInput,
  {
    action,
    deed,
    also,
    data = {},
  }: {
    action: ImportAction;
    /** What the log says before the name of the file. */
    deed: string;
    /** What else must hold, or is done with it. */
    also?: (tx: Transaction, batch: BatchRow) => Promise<void>;
    data?: { startedById?: string; startedByName?: string; startedAt?: Date };
  },
): Promise<void> {
  const { importId, version } = parseInput(importStepInput, input);
  const siteId = context.site.id;
  await withSite(context, async (tx) => {
    const { batch, transition } = await batchFor(tx, context, { importId, version, action });
    await also?.(tx, batch);
    await tx.importBatch.updateMany({
      where: { siteId, id: importId },
      data: { ...data, state: transition.to, version: { increment: 1 } },
    });
    // Also at an end: what waits on disk goes.
    if (transition.to !== 'STOPPED') await enqueue(tx, IMPORT_WORK, { importId }, { key: importId });
    await recordAudit(tx, { ...context, siteId }, [importEntry(importId, `${deed}“${batch.name}”`)]);
  });
}
