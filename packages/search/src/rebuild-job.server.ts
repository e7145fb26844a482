import { defineJob } from '@zhanqun/jobs/server';
import { z } from 'zod';
import { rebuildSearch } from './rebuild.server';

/** The rebuild that the group office asks for. It keeps its own place, so that a second run goes on where one ended. */
export const SEARCH_REBUILD = defineJob({
  name: 'search:rebuild',
  label: '重建搜索索引',
  data: z.object({}),
  isLong: true,
  async run(run, context) {
    await rebuildSearch(context, { onProgress: ({ done, total }) => run.progress(done, total), signal: run.signal });
  },
});
