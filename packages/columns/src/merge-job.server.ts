import { defineJob } from '@zhanqun/jobs/server';
import { atSite, readSite, withSite } from '@zhanqun/tenancy/server';
import { z } from 'zod';
import { mergeSlice } from './merge.server';

/** Brings the items of one column into another, some hundreds at a time. It goes on where a run was cut off. */
export const COLUMN_MERGE = defineJob({
  name: 'columns:merge',
  label: '合并栏目',
  data: z.object({ columnId: z.string() }),
  attempts: 20,
  isLong: true,
  async run(run, context) {
    const found = context.directory.find(run.siteId ?? '');
    if (!found) return;
    const site = atSite(context, found);
    const { columnId } = run.data;
    const left = await readSite(site, (tx) => tx.article.count({ where: { siteId: found.id, columnId } }));
    for (let done = 0; ; ) {
      run.signal.throwIfAborted();
      const { moved, isDone } = await withSite(site, async (tx) => {
        const step = await mergeSlice(tx, site, columnId);
        if (step.isDone) await run.complete(tx);
        return step;
      });
      if (isDone) return;
      done += moved;
      await run.progress(Math.min(done, left), left);
    }
  },
});
