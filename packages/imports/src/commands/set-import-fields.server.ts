import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { enqueue } from '@zhanqun/jobs/server';
import { DomainError } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { batchFor, importEntry } from '../batch.server';
import { type SetImportFieldsInput, setImportFieldsInput, TABLE_FIELD_LABELS, TABLE_FIELDS } from '../schema';
import { IMPORT_WORK } from '../work-job.server';

/** Says what the columns of a table hold, and has it read anew. Throws INVALID without a title, or for one field twice. */
export async function setImportFields(context: SiteContext, input: SetImportFieldsInput): Promise<void> {
  const { importId, version, fields } = parseInput(setImportFieldsInput, input);
  const { site, actor } = context;
  demand(actor, 'import:run', site);
  const named = Object.values(fields);
  const twice = TABLE_FIELDS.find((field) => named.filter((one) => one === field).length > 1);
  const sentence = twice
    ? `只能有一列是“${TABLE_FIELD_LABELS[twice]}”。`
    : named.includes('title')
      ? undefined
      : '请指出哪一列是标题。';
  if (sentence) throw new DomainError('INVALID', sentence, { fields: [sentence] });
  await withSite(context, async (tx) => {
    const { batch } = await batchFor(tx, context, { importId, version, action: 'choose' });
    if (batch.kind !== 'TABLE') throw new DomainError('CONFLICT', '只有表格需要对应各列。');
    await tx.importItem.deleteMany({ where: { siteId: site.id, importId } });
    await tx.importBatch.updateMany({
      where: { siteId: site.id, id: importId },
      data: { fields, state: 'READING', itemCount: 0, columns: {}, version: { increment: 1 } },
    });
    await enqueue(tx, IMPORT_WORK, { importId }, { key: importId });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      importEntry(importId, `对应“${batch.name}”的各列，重新读取`, { fields }),
    ]);
  });
}
