import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { recordChange } from '../record-change.server';
import { type RenewPageInput, renewPageInput } from '../schema';
import { TAGS } from '../tags';

/** Has every process drop one page of the site, so that its next visitor gets it rendered again. */
export async function renewPage(context: SiteContext, input: RenewPageInput): Promise<void> {
  const { site } = context;
  const { rest } = parseInput(renewPageInput, input);
  demand(context.actor, 'publishing:renew', site);
  await withSite(context, async (tx) => {
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'publishing:renew', subjectType: 'Page', subjectId: rest.slice(0, 200), summary: `更新页面 ${rest}` },
    ]);
    await recordChange(tx, site.id, { tags: [TAGS.page(site.id, rest)], cause: '手动更新这一页' });
  });
}
