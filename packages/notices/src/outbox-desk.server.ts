import { demand } from '@zhanqun/access';
import { notFound } from '@zhanqun/kit';
import type { Context, SiteRecord } from '@zhanqun/tenancy/server';

/** One outbox serves the whole group: its right is held at the portal and its log is written there. */
export function demandOutbox(context: Pick<Context, 'actor' | 'directory'>): SiteRecord {
  const root = context.directory.root();
  if (!root) throw notFound('站点');
  demand(context.actor, 'mail:manage', root);
  return root;
}
