import { createReadStream } from 'node:fs';
import {
  blocksIn,
  demandFiles,
  type PreparedRevision,
  prepareRevision,
  publishFormerWork,
  writeDraft,
} from '@zhanqun/articles/server';
import { recordAudit } from '@zhanqun/audit/server';
import { demandHoldsItems } from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import { isDomainError, newId } from '@zhanqun/kit';
import { type FileStore, storeFile } from '@zhanqun/media/server';
import { recordRedirect } from '@zhanqun/publishing/server';
import { levelsFor } from '@zhanqun/review/server';
import { readSite, type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type BatchRow, importEntry, lockBatch } from './batch.server';
import { faultOf } from './read-slices.server';
import { LEFT_OUT } from './schema';
import { sentenceOf } from './sentence-of';
import type { ImportSources } from './sources.server';
import type { WaitingFile } from './stage-item.server';

/** Items in one transaction: short enough for the others who wait for the database. */
const SLICE = 10;

export interface Makers {
  files: FileStore;
  sources: ImportSources;
}

type Waiting = Awaited<ReturnType<typeof nextItems>>[number];

interface Ready {
  item: Waiting;
  columnId: string;
  prepared: PreparedRevision | undefined;
  /** Findings that keep it from the public. */
  blocks: number;
  notes: string[];
  /** Why it cannot come. */
  refusal: string;
}

/** Columns of the source whose items shall come. */
export function chosenColumns(columns: Record<string, string>): string[] {
  return Object.entries(columns).flatMap(([name, columnId]) => (columnId === LEFT_OUT ? [] : [name]));
}

/** The oldest first, so that the newest stands on top. */
function nextItems(tx: Transaction, siteId: string, batch: BatchRow) {
  return tx.importItem.findMany({
    where: { siteId, importId: batch.id, outcome: 'NEW', sourceColumn: { in: chosenColumns(batch.columns) } },
    orderBy: [{ originalAt: { sort: 'asc', nulls: 'first' } }, { position: 'asc' }],
    take: SLICE,
  });
}

/**
 * Makes the next items of an import, in one transaction. What is made is told by its source key: a second run finds it
 * there. Returns how many it dealt with; 0 when there are none left, and then the import is done.
 */
export async function makeSlice(context: SiteContext, batch: BatchRow, makers: Makers, now: Date): Promise<number> {
  const siteId = context.site.id;
  const items = await readSite(context, (tx) => nextItems(tx, siteId, batch));
  const ready: Ready[] = [];
  for (const item of items) ready.push(await prepare(context, batch, item, makers));
  return withSite(context, async (tx) => {
    const { state } = await lockBatch(tx, siteId, batch.id);
    if (state !== 'RUNNING') return 0;
    if (ready.length === 0) {
      await finish(tx, context, batch);
      return 0;
    }
    const levels = await levelsOf(tx, siteId, ready);
    for (const [index, one] of ready.entries()) {
      // Lists are in the order of these times, and the last of a slice is made now.
      const at = new Date(now.getTime() - (ready.length - 1 - index));
      await makeItem(tx, { ...context, now: at }, batch, one, levels.get(one.columnId) ?? 0);
    }
    return ready.length;
  });
}

async function levelsOf(tx: Transaction, siteId: string, ready: Ready[]): Promise<Map<string, number>> {
  const levels = new Map<string, number>();
  for (const { columnId } of ready) {
    if (!levels.has(columnId)) levels.set(columnId, (await levelsFor(tx, siteId, columnId)).length);
  }
  return levels;
}

/** Brings the files of an item into the library, and its text to the form in which it is kept. Outside of scopes. */
async function prepare(context: SiteContext, batch: BatchRow, item: Waiting, makers: Makers): Promise<Ready> {
  const { site } = context;
  const notes: string[] = [];
  const attachments: string[] = [];
  let body = item.body;
  const columnId = batch.columns[item.sourceColumn] ?? LEFT_OUT;
  for (const file of item.files as unknown as WaitingFile[]) {
    try {
      const bytes = createReadStream(makers.sources.fileOf(site.id, batch.id, file.sha256));
      const kept = await storeFile(context, { name: file.name }, bytes, makers.files);
      body = body.replaceAll(`/f/${file.standIn}/${file.name}`, `/f/${kept.id}/${kept.name}`);
      body = body.replaceAll(`/f/${file.standIn}/`, `/f/${kept.id}/`);
      if (file.isAttachment) attachments.push(kept.id);
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!isGone && (!isDomainError(error) || error.code === 'BUSY')) throw error;
      notes.push(`文件“${file.name}”没有迁入：${isGone ? '已经不在了。' : (error as Error).message}`);
      body = body.replace(new RegExp(`<img\\b[^>]*"/f/${file.standIn}/[^>]*>`, 'g'), '');
      body = body.replace(new RegExp(` href="/f/${file.standIn}/[^"]*"`, 'g'), '');
    }
  }
  const { title, summary, source, author, keywords } = item;
  const base = { item, columnId, notes };
  try {
    const prepared = prepareRevision(site, { title, summary, source, author, keywords, body, attachments });
    const blocks = batch.asPublished ? (await blocksIn(context, { ...prepared.text, attachments: [] })).length : 0;
    return { ...base, prepared, blocks: Math.max(blocks, batch.asPublished ? item.blocks : 0), refusal: '' };
  } catch (error) {
    return { ...base, prepared: undefined, blocks: 0, refusal: sentenceOf(error) };
  }
}

async function makeItem(
  tx: Transaction,
  context: SiteContext,
  batch: BatchRow,
  { item, columnId, prepared, blocks, notes, refusal }: Ready,
  levels: number,
): Promise<void> {
  const { site, now } = context;
  const { sourceKey, originalAt, originalUrl } = item;
  const note = async (data: Parameters<Transaction['importItem']['updateMany']>[0]['data']) => {
    await tx.importItem.updateMany({
      where: { siteId: site.id, importId: batch.id, position: item.position },
      data,
    });
  };
  if (await tx.provenance.findFirst({ where: { siteId: site.id, sourceKey }, select: { articleId: true } })) {
    return note({ outcome: 'PRESENT', body: '' });
  }
  const why = refusal || (await faultOfPlace(tx, site.id, columnId, prepared));
  if (why || !prepared) return note({ outcome: 'REFUSED', reason: why.slice(0, 300), body: '' });
  const articleId = newId(now.getTime());
  await writeDraft(tx, context, { columnId, articleId, prepared });
  await tx.provenance.createMany({
    data: [{ siteId: site.id, articleId, sourceKey, originalAt, originalUrl }],
  });
  const { title } = prepared.text;
  await recordAudit(tx, { ...context, siteId: site.id }, [
    {
      action: 'article:write',
      subjectType: 'Article',
      subjectId: articleId,
      summary: `迁入“${title}”`,
      detail: { importId: batch.id, originalUrl, originalAt },
    },
  ]);
  const reasons = draftReasons(batch, item, { blocks, levels });
  if (batch.asPublished && reasons.length === 0) await publishFormerWork(tx, context, articleId);
  const address = batch.keepsAddresses ? item.address : '';
  const fault = address ? await leadOn(tx, context, address, articleId) : '';
  await note({
    outcome: 'MADE',
    articleId,
    body: '',
    notes: [...item.notes, ...notes, ...reasons],
    ...(fault || !batch.keepsAddresses ? { address: '', addressFault: fault } : {}),
  });
}

/** Why an item comes as a draft though items shall be public. */
function draftReasons(
  { asPublished }: BatchRow,
  { wasPublic }: Waiting,
  { blocks, levels }: { blocks: number; levels: number },
): string[] {
  if (!asPublished) return [];
  return [
    ...(wasPublic ? [] : ['在旧网站上没有公开，作为草稿迁入。']),
    ...(blocks > 0 ? [`发布前检查有 ${blocks} 处必须处理，作为草稿迁入。`] : []),
    ...(levels > 0 ? [`栏目要经过 ${levels} 级审核，作为草稿迁入。`] : []),
  ];
}

async function faultOfPlace(
  tx: Transaction,
  siteId: string,
  columnId: string,
  prepared: PreparedRevision | undefined,
): Promise<string> {
  try {
    await demandHoldsItems(tx, siteId, columnId);
    if (prepared) await demandFiles(tx, siteId, [prepared]);
    return '';
  } catch (error) {
    return sentenceOf(error);
  }
}

/** Leads the old address to the item, unless another has it by now. Returns the reason, "" when it does. */
async function leadOn(tx: Transaction, context: SiteContext, address: string, articleId: string): Promise<string> {
  const siteId = context.site.id;
  const taken = await tx.redirect.findFirst({ where: { siteId, path: address }, select: { path: true } });
  const fault = faultOf(context, address, new Set(taken ? [address] : []));
  if (!fault) await recordRedirect(tx, siteId, { path: address, target: `/a/${articleId}.html` });
  return fault;
}

async function finish(tx: Transaction, context: SiteContext, batch: BatchRow): Promise<void> {
  const siteId = context.site.id;
  // What shall not come need not be kept twice.
  await tx.importItem.updateMany({ where: { siteId, importId: batch.id }, data: { body: '' } });
  const made = await tx.importItem.count({ where: { siteId, importId: batch.id, outcome: 'MADE' } });
  await tx.importBatch.updateMany({
    where: { siteId, id: batch.id },
    data: { state: 'DONE', finishedAt: context.now, version: { increment: 1 } },
  });
  await recordAudit(tx, { ...context, siteId }, [
    importEntry(batch.id, `迁入“${batch.name}”完成，共 ${made} 篇`, { made }),
  ]);
}
