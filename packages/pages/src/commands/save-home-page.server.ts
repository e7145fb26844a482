import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { HOME_SLUG, type SaveHomePageInput, saveHomePageInput } from '../schema';

/** Replaces the home page's list of blocks. Throws STALE when it was saved since it was read. */
export async function saveHomePage(context: SiteContext, input: SaveHomePageInput): Promise<{ version: number }> {
  const { version, blocks } = parseInput(saveHomePageInput, input);
  const { site, actor, now } = context;
  demand(actor, 'page:edit', site);
  await withSite(context, async (tx) => {
    const page = await tx.page.findFirst({ where: { siteId: site.id, slug: HOME_SLUG }, select: { id: true } });
    if (!page) throw notFound('首页');
    const { count } = await tx.page.updateMany({
      where: { siteId: site.id, id: page.id, version },
      data: { blocks, version: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) throw new DomainError('STALE', '首页刚被别人修改过。您的编排没有丢失，请对照后再保存。');
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'page:edit', subjectType: 'Page', subjectId: page.id, summary: `编排首页，共 ${blocks.length} 个区块` },
    ]);
    await recordChange(tx, site.id, { tags: [TAGS.home(site.id)], cause: '编排首页' });
  });
  return { version: version + 1 };
}
