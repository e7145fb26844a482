import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordChange, TAGS, tagsOfRow } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { MAX_COLUMN_DEPTH, type MoveColumnInput, moveColumnInput } from '../schema';
import { type LockedTree, lockTree, type TreeRow } from '../tree.server';

/**
 * Moves a column one step among its siblings, to a place, or under another parent. Throws STALE when the place was seen
 * in a tree that was changed since.
 */
export async function moveColumn(context: SiteContext, input: MoveColumnInput): Promise<void> {
  const wanted = parseInput(moveColumnInput, input);
  const { site, actor, now } = context;
  demand(actor, 'column:edit', site);
  await withSite(context, async (tx) => {
    const tree = await lockTree(tx, site.id);
    const column = tree.find(wanted.columnId);
    if (!column) throw notFound('栏目');
    if ('base' in wanted && wanted.base !== tree.order) {
      throw new DomainError('STALE', '刚才有人移动、新建或删除了栏目，这次移动还没有保存。');
    }
    if ('parentId' in wanted && wanted.parentId !== column.parentId) demandOpen(tree, column, wanted.parentId);
    const parentId = 'parentId' in wanted ? wanted.parentId : column.parentId;
    const order =
      'direction' in wanted
        ? stepped(tree, column, wanted.direction)
        : placed(tree, column, wanted.parentId, 'afterId' in wanted ? wanted.afterId : undefined);
    for (const [position, sibling] of order.entries()) {
      if (sibling.id !== column.id && sibling.position === position) continue;
      await tx.column.updateMany({
        where: { siteId: site.id, id: sibling.id },
        data: { position, updatedAt: now, ...(sibling.id === column.id ? { parentId } : {}) },
      });
    }
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'column:edit', subjectType: 'Column', subjectId: column.id, summary: `移动栏目“${column.name}”` },
    ]);
    const tags = [...tagsOfRow(site, column.parentId), ...tagsOfRow(site, parentId)];
    // Below another parent, its own trail and those of all below it change.
    if (parentId !== column.parentId) tags.push(TAGS.about(site.id, column.id));
    await recordChange(tx, site.id, { tags, cause: `移动栏目“${column.name}”` });
  });
}

/** A topic that is over keeps what it has and takes nothing new. */
function demandOpen(tree: LockedTree, column: TreeRow, parentId: string | null): void {
  const from = column.parentId ? tree.find(column.parentId) : undefined;
  const to = parentId ? tree.find(parentId) : undefined;
  if (from?.isArchived || to?.isArchived) throw new DomainError('CONFLICT', '这个专题已经归档，请先恢复再移动栏目。');
}

function stepped(tree: LockedTree, column: TreeRow, direction: 'up' | 'down'): TreeRow[] {
  const order = tree.childrenOf(column.parentId);
  const from = order.findIndex((row) => row.id === column.id);
  const to = direction === 'up' ? from - 1 : from + 1;
  const other = order[to];
  if (!other) {
    throw new DomainError('CONFLICT', direction === 'up' ? '它已经排在最前面。' : '它已经排在最后面。');
  }
  order[from] = other;
  order[to] = column;
  return order;
}

/** Behind the sibling `afterId`; `null` is the first place, left out the last. */
function placed(
  tree: LockedTree,
  column: TreeRow,
  parentId: string | null,
  afterId: string | null | undefined,
): TreeRow[] {
  const parent = parentId ? tree.find(parentId) : undefined;
  if (parentId && !parent) throw notFound('上级栏目');
  if (parent?.isMerging) throw new DomainError('CONFLICT', '这个栏目正在并入别的栏目，请选择另一个。');
  if (parentId && tree.isInside(parentId, column.id)) {
    throw new DomainError('CONFLICT', '不能把栏目移到它自己或它的下级栏目里面。');
  }
  if ((parentId ? tree.depthOf(parentId) : 0) + tree.heightOf(column.id) > MAX_COLUMN_DEPTH) {
    throw new DomainError('CONFLICT', `栏目最多分 ${MAX_COLUMN_DEPTH} 级。`);
  }
  const order = tree.childrenOf(parentId).filter((row) => row.id !== column.id);
  const before = afterId === undefined ? order.length : order.findIndex((row) => row.id === afterId) + 1;
  if (afterId && before === 0) throw notFound('同级栏目');
  return order.toSpliced(before, 0, column);
}
