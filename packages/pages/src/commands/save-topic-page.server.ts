import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { topicSlug } from '@zhanqun/columns/schema';
import { isUniqueViolation } from '@zhanqun/db';
import { DomainError, newId, notFound } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type SaveTopicPageInput, saveTopicPageInput } from '../schema';

const STALE = '专题首页刚被别人修改过。您的编排没有丢失，请对照后再保存。';

/** Replaces the blocks of a topic's home page; `version` 0 makes it. Throws STALE when it was saved since it was read. */
export async function saveTopicPage(context: SiteContext, input: SaveTopicPageInput): Promise<{ version: number }> {
  const { columnId, version, blocks } = parseInput(saveTopicPageInput, input);
  const { site, actor, now } = context;
  demand(actor, 'page:edit', site);
  try {
    await withSite(context, async (tx) => {
      const topic = await tx.column.findFirst({
        where: { siteId: site.id, id: columnId, kind: 'TOPIC' },
        select: { name: true },
      });
      if (!topic) throw notFound('专题');
      const where = { siteId: site.id, slug: topicSlug(columnId) };
      if (version === 0) {
        await tx.page.createMany({ data: [{ ...where, id: newId(now.getTime()), blocks, updatedAt: now }] });
      } else {
        const { count } = await tx.page.updateMany({
          where: { ...where, version },
          data: { blocks, version: { increment: 1 }, updatedAt: now },
        });
        if (count === 0) throw new DomainError('STALE', STALE);
      }
      const cause = `编排专题“${topic.name}”的首页，共 ${blocks.length} 个区块`;
      await recordAudit(tx, { ...context, siteId: site.id }, [
        { action: 'page:edit', subjectType: 'Column', subjectId: columnId, summary: cause },
      ]);
      await recordChange(tx, site.id, { tags: [TAGS.about(site.id, columnId)], cause });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('STALE', STALE);
    throw error;
  }
  return { version: version + 1 };
}
