import { notFound } from '@zhanqun/kit';
import { listOpenSites } from '@zhanqun/sites/server';
import { operationLoader } from './answer.server';
import { cursorOf } from './cursor';
import { OPERATIONS } from './operations';
import { apiUrl } from './place.server';
import { siteAnswer } from './site-answer.server';

export const loader = operationLoader(OPERATIONS.listSites, async (args) => {
  const { tx, directory, query, url } = args;
  const { level, kind, parent, limit, cursor } = query;
  const above = parent === undefined ? undefined : directory.findByCode(parent);
  if (parent !== undefined && above?.state !== 'ONLINE') throw notFound('上级站点');
  const rows = await listOpenSites(tx, { level, kind, parentId: above?.id, after: cursor?.id, limit: limit + 1 });
  const last = rows[limit - 1];
  const more = new URLSearchParams(url.searchParams);
  if (last) more.set('cursor', cursorOf({ id: last.id }));
  return {
    items: rows.slice(0, limit).flatMap((site) => siteAnswer(args, site) ?? []),
    next: rows.length > limit ? apiUrl(args, `/sites?${more}`) : null,
  };
});
