import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { dropRedirectsTo, recordChange, TAGS, tagsOfRow } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type DeleteColumnInput, deleteColumnInput, topicSlug } from '../schema';
import { tagsOfTopicPicture } from '../topic-picture.server';
import { lockTree } from '../tree.server';

/** Deletes a column that holds nothing: no columns below it, no items, not even drafts or withdrawn ones. */
export async function deleteColumn(context: SiteContext, input: DeleteColumnInput): Promise<void> {
  const { columnId } = parseInput(deleteColumnInput, input);
  const { site, actor } = context;
  demand(actor, 'column:edit', site);
  await withSite(context, async (tx) => {
    const tree = await lockTree(tx, site.id);
    const column = tree.find(columnId);
    if (!column) throw notFound('栏目');
    if (tree.childrenOf(columnId).length > 0) {
      throw new DomainError('CONFLICT', '这个栏目下面还有栏目，请先移走或删除它们。');
    }
    const coming = await tx.column.findFirst({
      where: { siteId: site.id, OR: [{ mergingIntoId: columnId }, { id: columnId, mergingIntoId: { not: null } }] },
      select: { id: true },
    });
    if (coming) throw new DomainError('CONFLICT', '这个栏目正在合并，请等它完成。');
    const where = { siteId: site.id, columnId };
    const article = await tx.article.findFirst({ where, select: { id: true } });
    const link = article ?? (await tx.contentLink.findFirst({ where, select: { id: true } }));
    if (link) throw new DomainError('CONFLICT', '这个栏目里还有内容（含草稿和已撤回的），请先移到别的栏目。');
    const picture = await tagsOfTopicPicture(tx, site.id, columnId);
    await tx.page.deleteMany({ where: { siteId: site.id, slug: topicSlug(columnId) } });
    await tx.column.deleteMany({ where: { siteId: site.id, id: columnId } });
    await dropRedirectsTo(tx, site.id, `/c/${column.code}/`);
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'column:edit', subjectType: 'Column', subjectId: columnId, summary: `删除栏目“${column.name}”` },
    ]);
    await recordChange(tx, site.id, {
      tags: [...tagsOfRow(site, column.parentId), TAGS.about(site.id, columnId), ...picture],
      cause: `删除栏目“${column.name}”`,
      takesAway: true,
    });
  });
}
