import { demand } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { recordChange } from '../record-change.server';
import { TAGS } from '../tags';

/** Has every process drop all pages of the site. */
export async function renewSite(context: SiteContext): Promise<void> {
  const { site } = context;
  demand(context.actor, 'publishing:renew', site);
  await withSite(context, async (tx) => {
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'publishing:renew', subjectType: 'Site', subjectId: site.id, summary: '更新本站全部页面' },
    ]);
    await recordChange(tx, site.id, { tags: [TAGS.site(site.id)], cause: '手动更新本站全部页面' });
  });
}
