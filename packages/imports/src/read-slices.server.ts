import { recordAudit } from '@zhanqun/audit/server';
import { isDomainError } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type BatchRow, importEntry, lockBatch } from './batch.server';
import { FileFinder } from './file-finder';
import { openSource } from './readers/archive.server';
import { type OpenedSource, readSource } from './readers/read-source.server';
import { refusedSource } from './readers/refused';
import { MAX_ITEMS, MAX_SOURCE_COLUMNS } from './schema';
import type { ImportSources } from './sources.server';
import { type StagedItem, type StagingPlace, stageItem } from './stage-item.server';

/** Items in one transaction. */
const SLICE = 25;

/**
 * Reads the file of an import into items, some in each transaction; goes on behind those that are there. A file that
 * cannot be taken ends the import with the sentence that says why.
 */
export async function readSlices(
  context: SiteContext,
  batch: BatchRow,
  sources: ImportSources,
  signal: AbortSignal,
): Promise<void> {
  const { site } = context;
  try {
    const files = await openSource(sources.sourceOf(site.id, batch.id), batch.name).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw refusedSource('上传的文件已经不在了，请重新上传。', { cause: error });
    });
    try {
      const source = await readSource(files, context.now);
      const place = { importId: batch.id, files, finder: new FileFinder(files.paths), sources, context };
      await stageAll({ ...place, base: source.nature.base }, batch, source, signal);
    } finally {
      files.close();
    }
  } catch (error) {
    if (!isDomainError(error) || error.code === 'BUSY') throw error;
    await refuseSource(context, batch.id, error.message);
  }
}

async function stageAll(
  place: StagingPlace,
  batch: BatchRow,
  { nature, items }: OpenedSource,
  signal: AbortSignal,
): Promise<void> {
  const { context, importId } = place;
  const siteId = context.site.id;
  const fields = Object.keys(batch.fields).length > 0 ? batch.fields : nature.fields;
  await withSite(context, (tx) =>
    tx.importBatch.updateMany({
      where: { siteId, id: importId, state: 'READING' },
      data: { ...nature, fields },
    }),
  );
  let position = 0;
  let slice: StagedItem[] = [];
  // A table whose title nobody knows waits for somebody who says.
  const isKnown = nature.kind !== 'TABLE' || Object.values(fields).includes('title');
  for await (const item of isKnown ? items(fields) : []) {
    signal.throwIfAborted();
    position += 1;
    if (position <= batch.itemCount) continue;
    if (position > MAX_ITEMS) throw refusedSource(`里面超过 ${MAX_ITEMS} 篇，请分几次迁入。`);
    slice.push(await stageItem(place, item));
    if (slice.length < SLICE) continue;
    await writeSlice(place, slice, position - slice.length);
    slice = [];
  }
  await writeSlice(place, slice, position - slice.length);
  await finishReading(context, importId, position);
}

/** Keeps the next items with what the database knows of them. Throws when another run has taken the import up. */
async function writeSlice({ context, importId }: StagingPlace, slice: StagedItem[], before: number): Promise<void> {
  const siteId = context.site.id;
  const keys = slice.map(({ sourceKey }) => sourceKey);
  const addresses = slice.flatMap(({ address }) => address || []);
  await withSite(context, async (tx) => {
    const batch = await lockBatch(tx, siteId, importId);
    if (batch.state !== 'READING' || batch.itemCount !== before) throw new Error('Another run reads this import.');
    const here = await tx.provenance.findMany({
      where: { siteId, sourceKey: { in: keys } },
      select: { sourceKey: true },
    });
    const twice = await tx.importItem.findMany({
      where: { siteId, importId, sourceKey: { in: keys } },
      select: { sourceKey: true },
    });
    const taken = await tx.redirect.findMany({ where: { siteId, path: { in: addresses } }, select: { path: true } });
    const claimed = await tx.importItem.findMany({
      where: { siteId, importId, address: { in: addresses } },
      select: { address: true },
    });
    const present = new Set(here.map(({ sourceKey }) => sourceKey));
    const seen = new Set(twice.map(({ sourceKey }) => sourceKey));
    const used = new Set([...taken.map(({ path }) => path), ...claimed.map(({ address }) => address)]);
    const rows = slice.map((item, index) => {
      const { reason, ...row } = item;
      const isTwice = seen.has(item.sourceKey);
      seen.add(item.sourceKey);
      const isPresent = present.has(item.sourceKey);
      const fault = item.address ? faultOf(context, item.address, used) : '';
      if (item.address) used.add(item.address);
      const why = reason || (isTwice ? '文件里有同样的一篇，只迁入前面的。' : '');
      return {
        ...row,
        files: row.files.map((file) => ({ ...file })),
        siteId,
        importId,
        position: before + index + 1,
        address: fault ? '' : item.address,
        addressFault: isPresent ? '' : fault || item.addressFault,
        reason: isPresent ? '' : why,
        outcome: isPresent ? ('PRESENT' as const) : why ? ('REFUSED' as const) : ('NEW' as const),
      };
    });
    await tx.importItem.createMany({ data: rows });
    await tx.importBatch.updateMany({
      where: { siteId, id: importId },
      data: { itemCount: before + slice.length },
    });
  });
}

/** Why an address of this site cannot lead to an item; "" when it can. */
export function faultOf(
  { directory, site }: Pick<SiteContext, 'directory' | 'site'>,
  address: string,
  used: ReadonlySet<string>,
): string {
  if (used.has(address)) return '这个网址已经转到另一篇';
  const { host, base } = directory.placeOf(site);
  const found = directory.resolve(host, base + (address.split('?')[0] ?? ''));
  return found && found.site.id !== site.id ? `这个网址属于站点“${found.site.shortName}”` : '';
}

async function finishReading(context: SiteContext, importId: string, count: number): Promise<void> {
  const siteId = context.site.id;
  await withSite(context, async (tx) => {
    const batch = await lockBatch(tx, siteId, importId);
    if (batch.state !== 'READING') return;
    const columns = await tx.importItem.groupBy({ by: ['sourceColumn'], where: { siteId, importId } });
    if (columns.length > MAX_SOURCE_COLUMNS) {
      throw refusedSource(`里面的栏目超过 ${MAX_SOURCE_COLUMNS} 个，请分几次迁入，或检查哪一列是栏目。`);
    }
    const named = await tx.column.findMany({
      where: { siteId, name: { in: columns.map(({ sourceColumn }) => sourceColumn) }, kind: { not: 'GROUP' } },
      select: { id: true, name: true },
    });
    // A column of the same name is meant; somebody looks at it before anything is made.
    const guessed = Object.fromEntries(named.map(({ id, name }) => [name, id]));
    await tx.importBatch.updateMany({
      where: { siteId, id: importId },
      data: { state: 'READY', columns: { ...guessed, ...batch.columns }, version: { increment: 1 } },
    });
    await recordAudit(tx, { ...context, siteId }, [importEntry(importId, `读完“${batch.name}”，共 ${count} 篇`)]);
  });
}

export async function refuseSource(context: SiteContext, importId: string, sentence: string): Promise<void> {
  const siteId = context.site.id;
  await withSite(context, async (tx) => {
    const batch = await lockBatch(tx, siteId, importId);
    if (batch.state !== 'READING') return;
    await tx.importItem.deleteMany({ where: { siteId, importId } });
    await tx.importBatch.updateMany({
      where: { siteId, id: importId },
      data: { state: 'REFUSED', fault: sentence.slice(0, 500), itemCount: 0, version: { increment: 1 } },
    });
    await recordAudit(tx, { ...context, siteId }, [importEntry(importId, `没有读取“${batch.name}”：${sentence}`)]);
  });
}
