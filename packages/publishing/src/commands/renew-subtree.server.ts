import { demand } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { recordChanges } from '../record-change.server';
import { TAGS } from '../tags';

/** Sites that one change names: every process and every cache elsewhere takes changes in this size well. */
const SITES_PER_CHANGE = 500;

/** Has every process drop all pages of the site and of every site below it. Answers how many sites that are. */
export async function renewSubtree(context: SiteContext): Promise<number> {
  const { site, directory } = context;
  const sites = directory.subtree(site.id);
  for (const place of [site, ...sites]) demand(context.actor, 'publishing:tree', place);
  const ids = sites.map(({ id }) => id);
  const cause = `手动更新“${site.shortName}”及下级站点的全部页面`;
  const changes = Array.from({ length: Math.ceil(ids.length / SITES_PER_CHANGE) }, (_, i) => ({
    tags: ids.slice(i * SITES_PER_CHANGE, (i + 1) * SITES_PER_CHANGE).map(TAGS.site),
    cause,
  }));
  await withSite(context, async (tx) => {
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'publishing:tree',
        subjectType: 'Site',
        subjectId: site.id,
        summary: `更新本站及下级共 ${ids.length} 个站点的全部页面`,
      },
    ]);
    await recordChanges(tx, site.id, changes);
  });
  return ids.length;
}
