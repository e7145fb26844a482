import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { notFound } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { demandNoneAboveLost, levelsFor, SITE_CHAIN } from '../chains.server';
import { type DropReviewChainInput, dropReviewChainInput } from '../schema';

/** A column goes back to the levels of its site. */
export async function dropReviewChain(context: SiteContext, input: DropReviewChainInput): Promise<void> {
  const { columnId } = parseInput(dropReviewChainInput, input);
  const { site, actor } = context;
  demand(actor, 'review:edit', site);
  await withSite(context, async (tx) => {
    const column = await tx.column.findFirst({ where: { siteId: site.id, id: columnId }, select: { name: true } });
    if (!column) throw notFound('栏目');
    const former = await levelsFor(tx, site.id, columnId);
    demandNoneAboveLost(context, former, await levelsFor(tx, site.id, SITE_CHAIN));
    const { count } = await tx.reviewChain.deleteMany({ where: { siteId: site.id, columnId } });
    if (count === 0) return;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'review:edit',
        subjectType: 'Column',
        subjectId: columnId,
        summary: `栏目“${column.name}”改回本站的审核流程`,
        detail: { former },
      },
    ]);
  });
}
