import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordChange, TAGS, tagsOfColumn, tagsOfRow } from '@zhanqun/publishing/server';
import { projectArticles } from '@zhanqun/search/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { renewDates } from '../dates.server';
import {
  type ChangeColumnKindInput,
  COLUMN_KIND_LABELS,
  type ColumnKind,
  changeColumnKindInput,
  holdsColumnsOnly,
  topicSlug,
} from '../schema';
import { tagsOfTopicPicture } from '../topic-picture.server';

function refused(sentence: string): DomainError {
  return new DomainError('INVALID', sentence, { kind: [sentence] });
}

/** What stands in a column decides what it may become. */
async function demandFits(
  tx: Transaction,
  siteId: string,
  column: { id: string; kind: ColumnKind },
  kind: ColumnKind,
): Promise<void> {
  const where = { siteId, columnId: column.id };
  const items = await tx.article.count({ where, take: 2 });
  const links = items > 1 ? 0 : await tx.contentLink.count({ where, take: 2 });
  if (holdsColumnsOnly(kind) && items + links > 0) {
    throw refused(`${COLUMN_KIND_LABELS[kind]}自己不放内容，请先把里面的内容移到别的栏目（含草稿和已撤回的）。`);
  }
  if (kind === 'PAGE' && items + links > 1) throw refused('单页栏目只有一篇内容，请先把其余的移到别的栏目。');
  if (column.kind !== 'POLICY') return;
  const named = await tx.articleRevision.findFirst({
    where: { siteId, policy: { columnId: column.id }, latestOf: { isNot: null } },
    select: { id: true },
  });
  if (named) throw refused('有政策解读指向这里的文件，改了类型它们就没有对应的政策文件。请先改那些解读。');
}

/**
 * Makes a column one of another kind. Its items keep their text, addresses and facts; what the new kind asks for is filled in
 * with their next revision, and shown where it is. Throws INVALID under `kind` where they would not fit, STALE.
 */
export async function changeColumnKind(context: SiteContext, input: ChangeColumnKindInput): Promise<void> {
  const { columnId, version, kind } = parseInput(changeColumnKindInput, input);
  const { site, actor, now } = context;
  demand(actor, 'column:edit', site);
  await withSite(context, async (tx) => {
    const column = await tx.column.findFirst({
      where: { siteId: site.id, id: columnId },
      select: { id: true, parentId: true, name: true, kind: true, mergingIntoId: true, isArchived: true },
    });
    if (!column) throw notFound('栏目');
    if (column.kind === kind) throw refused('它已经是这个类型。');
    const { count } = await tx.column.updateMany({
      where: { siteId: site.id, id: columnId, version },
      data: { kind, version: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) throw new DomainError('STALE', '这个栏目刚被别人修改过，请重新打开后再改。');
    const isMergedInto = await tx.column.findFirst({
      where: { siteId: site.id, mergingIntoId: columnId },
      select: { id: true },
    });
    if (column.mergingIntoId || isMergedInto) throw new DomainError('CONFLICT', '这个栏目正在合并，请等它完成。');
    if (column.isArchived) throw new DomainError('CONFLICT', '这个专题已经归档，请先恢复。');
    await demandFits(tx, site.id, column, kind);
    const picture = await tagsOfTopicPicture(tx, site.id, columnId);
    if (column.kind === 'TOPIC') {
      await tx.topic.deleteMany({ where: { siteId: site.id, columnId } });
      await tx.page.deleteMany({ where: { siteId: site.id, slug: topicSlug(columnId) } });
    }
    await renewDates(tx, site.id, [columnId]);
    await projectArticles(tx, site.id, { columnId });
    const cause = `把栏目“${column.name}”由${COLUMN_KIND_LABELS[column.kind]}改为${COLUMN_KIND_LABELS[kind]}`;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'column:edit', subjectType: 'Column', subjectId: columnId, summary: cause },
    ]);
    await recordChange(tx, site.id, {
      tags: [
        ...tagsOfColumn(site, column),
        ...tagsOfColumn(site, { ...column, kind }),
        ...tagsOfRow(site, column.parentId),
        TAGS.about(site.id, columnId),
        TAGS.reorder(site.id, columnId),
        ...picture,
      ],
      cause,
    });
  });
}
