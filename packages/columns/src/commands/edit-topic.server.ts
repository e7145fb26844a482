import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type EditTopicInput, editTopicInput } from '../topic-schema';

/** Changes the picture over a topic's page and its days. Throws STALE when the column was changed since it was read. */
export async function editTopic(context: SiteContext, input: EditTopicInput): Promise<void> {
  const { columnId, version, pictureId, ...said } = parseInput(editTopicInput, input);
  const { site, actor, now } = context;
  demand(actor, 'column:edit', site);
  await withSite(context, async (tx) => {
    const where = { siteId: site.id, id: columnId, kind: 'TOPIC' as const };
    const column = await tx.column.findFirst({ where, select: { name: true } });
    if (!column) throw notFound('专题');
    const { count } = await tx.column.updateMany({
      where: { ...where, version },
      data: { version: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) throw new DomainError('STALE', '这个专题刚被别人修改过，请重新打开后再改。');
    if (pictureId) {
      const file = { siteId: site.id, id: pictureId, mime: { startsWith: 'image/' } };
      if (!(await tx.mediaFile.findFirst({ where: file, select: { id: true } }))) {
        throw new DomainError('INVALID', '请检查标出的项目。', { pictureId: ['请选择本站的一张图片。'] });
      }
    }
    const data = { ...said, pictureId: pictureId || null };
    const former = await tx.topic.findFirst({ where: { siteId: site.id, columnId }, select: { pictureId: true } });
    const { count: kept } = await tx.topic.updateMany({ where: { siteId: site.id, columnId }, data });
    if (kept === 0) await tx.topic.createMany({ data: [{ ...data, siteId: site.id, columnId }] });
    const cause = `修改专题“${column.name}”`;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'column:edit', subjectType: 'Column', subjectId: columnId, summary: cause },
    ]);
    const pictures = [former?.pictureId, data.pictureId].flatMap((id) => (id ? [TAGS.file(site.id, id)] : []));
    await recordChange(tx, site.id, { tags: [TAGS.about(site.id, columnId), ...pictures], cause });
  });
}
