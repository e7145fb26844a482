import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { renewDates } from '../dates.server';
import { type ArchiveTopicInput, archiveTopicInput } from '../topic-schema';
import { lockTree } from '../tree.server';

/**
 * Ends a topic, or takes it up again. What stands in it stays public and says that it is over; its columns take nothing
 * new, and nothing is due in them. Throws CONFLICT when it is so already.
 */
export async function archiveTopic(context: SiteContext, input: ArchiveTopicInput): Promise<void> {
  const { columnId, isArchived } = parseInput(archiveTopicInput, input);
  const { site, actor, now } = context;
  demand(actor, 'column:edit', site);
  await withSite(context, async (tx) => {
    const tree = await lockTree(tx, site.id);
    const column = await tx.column.findFirst({
      where: { siteId: site.id, id: columnId, kind: 'TOPIC' },
      select: { name: true, isArchived: true },
    });
    if (!column) throw notFound('专题');
    if (column.isArchived === isArchived) {
      throw new DomainError('CONFLICT', isArchived ? '这个专题已经归档。' : '这个专题没有归档。');
    }
    const inside = tree.insideOf(columnId);
    await tx.column.updateMany({
      where: { siteId: site.id, id: { in: inside } },
      data: { isArchived, version: { increment: 1 }, updatedAt: now },
    });
    const data = { archivedAt: isArchived ? now : null };
    const { count } = await tx.topic.updateMany({ where: { siteId: site.id, columnId }, data });
    if (count === 0) await tx.topic.createMany({ data: [{ ...data, siteId: site.id, columnId }] });
    await renewDates(tx, site.id, inside);
    const cause = isArchived ? `归档专题“${column.name}”` : `恢复专题“${column.name}”`;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'column:edit', subjectType: 'Column', subjectId: columnId, summary: cause },
    ]);
    const tags = [TAGS.columns(site.id), ...inside.map((id) => TAGS.about(site.id, id))];
    await recordChange(tx, site.id, { tags, cause });
  });
}
