import { defineJob, type Job, type JobRun } from '@zhanqun/jobs/server';
import { atSite, type Context, readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { z } from 'zod';
import { type BatchRow, findBatch } from './batch.server';
import { chosenColumns, type Makers, makeSlice } from './make-slices.server';
import { readSlices, refuseSource } from './read-slices.server';
import { isAtWork } from './states';
import { undoSlice } from './undo-slices.server';

const data = z.object({ importId: z.string() });
export type ImportWork = z.output<typeof data>;

/** What the commands ask for; `importWork` does it. */
export const IMPORT_WORK: Job<ImportWork> = defineJob({
  name: 'imports:work',
  label: '迁入旧站内容',
  data,
  attempts: 20,
  async run() {
    throw new Error('Imports are worked on by a job that knows where files are.');
  },
});

/** Works on an import as its state asks: reads, makes or takes back, some items at a time, from where a run was cut off. */
export function importWork(makers: Makers): Job<ImportWork> {
  return defineJob({
    name: IMPORT_WORK.name,
    label: IMPORT_WORK.label,
    data,
    attempts: IMPORT_WORK.attempts,
    isLong: true,
    run: (run, context) => work(run, context, makers),
  });
}

const UNREADABLE = '系统多次没有读完这个文件。请检查它能否正常打开，或分成几个小一些的再上传。';

async function work(run: JobRun<ImportWork>, context: Context, makers: Makers): Promise<void> {
  const found = context.directory.find(run.siteId ?? '');
  if (!found) return;
  const site = atSite(context, found);
  const begun = performance.now();
  // A long run keeps the time: each slice is made when it is made.
  const now = () => new Date(context.now.getTime() + (performance.now() - begun));
  const { importId } = run.data;
  const read = () => readSite(site, (tx) => findBatch(tx, found.id, importId));
  const batch = await read();
  if (batch?.state === 'READING') {
    await readSlices(site, batch, makers.sources, run.signal).catch(async (error: unknown) => {
      // After the last attempt nobody would ever say that it is over.
      if (run.attempt >= IMPORT_WORK.attempts && !run.signal.aborted) await refuseSource(site, batch.id, UNREADABLE);
      throw error;
    });
  }
  if (batch?.state === 'RUNNING') await makeAll(run, inNameOf(site, batch), batch, makers, now);
  if (batch?.state === 'UNDOING') {
    const at = inNameOf(site, batch);
    for (let left = 1; left > 0; left = await undoSlice({ ...at, now: now() }, batch)) run.signal.throwIfAborted();
  }
  const after = await read();
  if (after && !isAtWork(after.state) && after.state !== 'READY' && after.state !== 'STOPPED') {
    await makers.sources.remove(found.id, importId);
  }
}

/** The machine does it, and the log names who had it done. */
function inNameOf(context: SiteContext, { startedById, startedByName }: BatchRow): SiteContext {
  return { ...context, actor: { ...context.actor, accountId: startedById, name: startedByName } };
}

async function makeAll(
  run: JobRun<ImportWork>,
  context: SiteContext,
  batch: BatchRow,
  makers: Makers,
  now: () => Date,
): Promise<void> {
  const waiting = { siteId: context.site.id, importId: batch.id, sourceColumn: { in: chosenColumns(batch.columns) } };
  const left = await readSite(context, (tx) => tx.importItem.count({ where: { ...waiting, outcome: 'NEW' } }));
  for (let done = 0; ; ) {
    run.signal.throwIfAborted();
    const at = now();
    const dealt = await makeSlice({ ...context, now: at }, batch, makers, at);
    if (dealt === 0) return;
    done += dealt;
    await run.progress(Math.min(done, left), left);
  }
}
