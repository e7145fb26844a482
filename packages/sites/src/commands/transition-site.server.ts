import { demand, parseInput } from '@zhanqun/access';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type SiteState, type TransitionSiteInput, transitionSiteInput } from '../schema';
import { transitionRow } from '../transition-row.server';

/** Brings a site online, takes it offline, brings it back or closes it. Returns its new state. */
export async function transitionSite(context: SiteContext, input: TransitionSiteInput): Promise<{ state: SiteState }> {
  const wanted = parseInput(transitionSiteInput, input);
  demand(context.actor, 'site:transition', context.site);
  const state = await withSite(context, (tx) => transitionRow(tx, context, context.site, wanted));
  await context.directory.catchUp([context.site.id]);
  return { state };
}
