import { demand, parseInput } from '@zhanqun/access';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { makeSite } from '../make-site.server';
import { demandPlaceInTree, nextPosition, planSite, readTemplate, suggestCode } from '../plan-site.server';
import { type CreateSiteInput, createSiteInput } from '../schema';

/** Makes a site under the context's site from a blueprint: one transaction in the new site's own scope. */
export async function createSite(context: SiteContext, input: CreateSiteInput): Promise<{ id: string; code: string }> {
  const wish = parseInput(createSiteInput, input);
  const parent = context.site;
  demand(context.actor, 'site:create', parent);
  demandPlaceInTree(wish, parent);
  const template = await readTemplate(context, wish.blueprintCode, wish.themeCode);
  const site = planSite(
    {
      ...wish,
      code: wish.code ?? suggestCode(context, wish.label, parent),
      isDemonstration: parent.isDemonstration,
    },
    parent,
    template,
    nextPosition(context, parent.id),
    context.now,
  );
  return makeSite(context, site);
}
