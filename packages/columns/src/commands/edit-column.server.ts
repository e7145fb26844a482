import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordChange, TAGS, tagsOfColumn, tagsOfRow } from '@zhanqun/publishing/server';
import { projectArticles } from '@zhanqun/search/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type EditColumnInput, editColumnInput } from '../schema';

/** Changes what a column says about itself. Throws STALE when it was changed since it was read. */
export async function editColumn(context: SiteContext, input: EditColumnInput): Promise<void> {
  const { columnId, version, ...data } = parseInput(editColumnInput, input);
  const { site, actor, now } = context;
  demand(actor, 'column:edit', site);
  await withSite(context, async (tx) => {
    const column = await tx.column.findFirst({
      where: { siteId: site.id, id: columnId },
      select: { id: true, parentId: true, name: true, kind: true, isHidden: true },
    });
    if (!column) throw notFound('栏目');
    const { count } = await tx.column.updateMany({
      where: { siteId: site.id, id: columnId, version },
      data: { ...data, version: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) throw new DomainError('STALE', '这个栏目刚被别人修改过，请重新打开后再改。');
    await projectArticles(tx, site.id, { columnId });
    const cause = `修改栏目“${data.name}”`;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'column:edit', subjectType: 'Column', subjectId: columnId, summary: cause },
    ]);
    const isSeenOtherwise = data.isHidden !== column.isHidden;
    const tags = [TAGS.columns(site.id), TAGS.about(site.id, columnId)];
    if (isSeenOtherwise || data.name !== column.name) tags.push(...tagsOfRow(site, column.parentId));
    if (isSeenOtherwise) tags.push(...tagsOfColumn(site, column));
    await recordChange(tx, site.id, { tags, cause, takesAway: data.isHidden && !column.isHidden });
  });
}
