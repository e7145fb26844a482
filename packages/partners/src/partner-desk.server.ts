import { demand } from '@zhanqun/access';
import { notFound } from '@zhanqun/kit';
import type { Context, SiteRecord } from '@zhanqun/tenancy/server';

/** Keys stand at the portal: their right is held there and their log is written there. */
export function demandPartners(context: Pick<Context, 'actor' | 'directory'>): SiteRecord {
  const root = context.directory.root();
  if (!root) throw notFound('站点');
  demand(context.actor, 'partner:manage', root);
  return root;
}
