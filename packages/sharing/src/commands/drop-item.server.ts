import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { countItem, renewDates } from '@zhanqun/columns/server';
import { notFound } from '@zhanqun/kit';
import { recordChange, tagsOfGoneItem } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type DropItemInput, dropItemInput } from '../schema';

/** Takes a carried item from this site; the source keeps it. */
export async function dropItem(context: SiteContext, input: DropItemInput): Promise<void> {
  const { linkId } = parseInput(dropItemInput, input);
  const { site, actor } = context;
  demand(actor, 'link:carry', site);
  await withSite(context, async (tx) => {
    const link = await tx.contentLink.findFirst({ where: { siteId: site.id, id: linkId } });
    if (!link) throw notFound('转载');
    const { count } = await tx.placement.deleteMany({ where: { siteId: site.id, linkId } });
    await tx.contentLink.deleteMany({ where: { siteId: site.id, id: linkId } });
    if (count > 0) await countItem(tx, site.id, link.columnId, -1);
    await renewDates(tx, site.id, [link.columnId]);
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'link:carry',
        subjectType: 'ContentLink',
        subjectId: linkId,
        summary: '取消转载',
        detail: { sourceSiteId: link.sourceSiteId, sourceArticleId: link.sourceArticleId },
      },
    ]);
    await recordChange(tx, site.id, {
      tags: tagsOfGoneItem(site, link.columnId, linkId),
      cause: '取消转载',
      takesAway: true,
    });
  });
}
