import { demand } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { enqueue } from '@zhanqun/jobs/server';
import { notFound } from '@zhanqun/kit';
import { atSite, type Context, withSite } from '@zhanqun/tenancy/server';
import { SEARCH_REBUILD } from '../rebuild-job.server';

/** Asks for the index of the whole group to be made again. Asked for twice, it is made once. */
export async function requestSearchRebuild(context: Context): Promise<void> {
  const root = context.directory.root();
  if (!root) throw notFound('站点');
  demand(context.actor, 'search:rebuild', root);
  await withSite(atSite(context, root), async (tx) => {
    await enqueue(tx, SEARCH_REBUILD, {}, { key: 'group' });
    await recordAudit(tx, { ...context, siteId: root.id }, [
      { action: 'search:rebuild', subjectType: 'Site', subjectId: root.id, summary: '重建全市的搜索索引' },
    ]);
  });
}
