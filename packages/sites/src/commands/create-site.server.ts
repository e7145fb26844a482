import { demand, parseInput } from '@zhanqun/access';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { conflictOfNewSite } from '../conflicts.server';
import { demandFree, demandPlaceInTree, nextPosition, planSite, readTemplate, suggestCode } from '../plan-site.server';
import { type CreateSiteInput, createSiteInput } from '../schema';
import { recordOf, writeSite } from '../write-site.server';

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
  demandFree(context, site);
  try {
    await withSite({ ...context, site: recordOf(site) }, (tx) => writeSite(tx, context, site));
  } catch (error) {
    throw conflictOfNewSite(error);
  }
  await context.directory.catchUp();
  return { id: site.id, code: site.code };
}
