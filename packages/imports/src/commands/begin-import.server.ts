import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { enqueue } from '@zhanqun/jobs/server';
import { DomainError, newId } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { importEntry } from '../batch.server';
import {
  type BeginImportInput,
  beginImportInput,
  IMPORT_EXTENSIONS,
  IMPORT_FILES_TEXT,
  MAX_SOURCE_BYTES,
} from '../schema';
import type { ImportSources } from '../sources.server';
import { IMPORT_WORK } from '../work-job.server';

/**
 * Takes the file of an old site in and has it read. Nothing of the site changes: what would come of it is told as a
 * report. The bytes are safe on disk before the row is written. Throws INVALID, TOO_LARGE.
 */
export async function beginImport(
  context: SiteContext,
  input: BeginImportInput,
  bytes: AsyncIterable<Uint8Array>,
  { sources, maxBytes = MAX_SOURCE_BYTES }: { sources: ImportSources; maxBytes?: number },
): Promise<{ importId: string }> {
  const { name } = parseInput(beginImportInput, input);
  const { site, actor, now } = context;
  demand(actor, 'import:run', site);
  if (!IMPORT_EXTENSIONS.some((extension) => name.toLowerCase().endsWith(`.${extension}`))) {
    const sentence = `这种文件不能迁入。${IMPORT_FILES_TEXT}`;
    throw new DomainError('INVALID', sentence, { file: [sentence] });
  }
  const importId = newId(now.getTime());
  const size = await sources.receive(site.id, importId, bytes, maxBytes);
  await withSite(context, async (tx) => {
    await tx.importBatch.createMany({
      data: [
        {
          siteId: site.id,
          id: importId,
          name,
          size,
          createdById: actor.accountId,
          createdByName: actor.name,
          createdAt: now,
        },
      ],
    });
    await enqueue(tx, IMPORT_WORK, { importId }, { key: importId });
    await recordAudit(tx, { ...context, siteId: site.id }, [importEntry(importId, `上传“${name}”准备迁入`, { size })]);
  });
  return { importId };
}
