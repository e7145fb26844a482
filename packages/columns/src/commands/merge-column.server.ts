import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { enqueue } from '@zhanqun/jobs/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { COLUMN_MERGE } from '../merge-job.server';
import { lockColumns } from '../ordinals.server';
import { holdsColumnsOnly, type MergeColumnInput, mergeColumnInput } from '../schema';
import { lockTree } from '../tree.server';

function refused(sentence: string): DomainError {
  return new DomainError('INVALID', sentence, { intoId: [sentence] });
}

/** What else must hold, asked in the transaction; throws where it does not. Review is a feature above this one. */
export type MergeDemand = (
  tx: Transaction,
  siteId: string,
  from: { id: string },
  into: { id: string; name: string },
) => Promise<void>;

/**
 * Begins to merge a column into another: from now on it takes nothing new, a job brings its items over, and then its
 * address leads to the other for good. Throws INVALID under `intoId`, CONFLICT while columns stand below it.
 */
export async function mergeColumn(
  context: SiteContext,
  input: MergeColumnInput,
  demandMore: MergeDemand,
): Promise<void> {
  const { columnId, intoId } = parseInput(mergeColumnInput, input);
  const { site, actor, now } = context;
  demand(actor, 'column:edit', site);
  await withSite(context, async (tx) => {
    const tree = await lockTree(tx, site.id);
    if (!tree.find(columnId)) throw notFound('栏目');
    if (!tree.find(intoId)) throw notFound('要并入的栏目');
    if (columnId === intoId) throw refused('不能并入它自己，请选择另一个栏目。');
    if (tree.childrenOf(columnId).length > 0) {
      throw new DomainError('CONFLICT', '这个栏目下面还有栏目，请先移走或合并它们。');
    }
    await lockColumns(tx, site.id, [columnId, intoId]);
    const columns = await tx.column.findMany({
      where: { siteId: site.id, id: { in: [columnId, intoId] } },
      select: {
        id: true,
        name: true,
        kind: true,
        isArchived: true,
        mergingIntoId: true,
        mergingFrom: { select: { id: true } },
      },
    });
    const from = columns.find(({ id }) => id === columnId);
    const into = columns.find(({ id }) => id === intoId);
    if (!from || !into) throw notFound('栏目');
    if (holdsColumnsOnly(from.kind) || holdsColumnsOnly(into.kind)) {
      throw refused('栏目组和专题不放内容，请选择放内容的栏目。');
    }
    if (from.kind === 'PAGE' || into.kind === 'PAGE') throw refused('单页栏目只有一篇内容，不能合并。');
    if (into.isArchived) throw refused(`“${into.name}”所在的专题已经归档，请先恢复。`);
    if (from.mergingIntoId) throw new DomainError('CONFLICT', '这个栏目正在合并，请等它完成。');
    if (into.mergingIntoId) throw refused(`“${into.name}”自己正在并入别的栏目，请等它完成。`);
    if (from.mergingFrom.length > 0) throw new DomainError('CONFLICT', '别的栏目正在并入这个栏目，请等它完成。');
    if (into.mergingFrom.length > 0) throw refused(`已有栏目正在并入“${into.name}”，请等它完成。`);
    await demandMore(tx, site.id, from, into);
    const coming = await tx.placement.count({ where: { siteId: site.id, columnId } });
    // Room for all that comes, above what stands there: whatever is published meanwhile stands above that.
    const [row] = await tx.$queryRaw<{ lastOrdinal: number }[]>`
      UPDATE "Column" SET "lastOrdinal" = "lastOrdinal" + ${coming}::int
      WHERE "siteId" = ${site.id} AND id = ${intoId} RETURNING "lastOrdinal"`;
    await tx.column.updateMany({
      where: { siteId: site.id, id: columnId },
      data: {
        mergingIntoId: intoId,
        mergeTop: row?.lastOrdinal ?? coming,
        version: { increment: 1 },
        updatedAt: now,
      },
    });
    await enqueue(tx, COLUMN_MERGE, { columnId }, { key: columnId });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'column:edit',
        subjectType: 'Column',
        subjectId: columnId,
        summary: `开始把栏目“${from.name}”并入“${into.name}”，共 ${coming} 篇`,
        detail: { intoId },
      },
    ]);
  });
}
