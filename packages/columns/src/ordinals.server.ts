import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import { COLUMN_KIND_LABELS, type ColumnKind, holdsColumnsOnly } from './schema';

export interface TakenPlace {
  ordinal: number;
  column: HoldingColumn;
}

/** Takes the next place in a column for an item and counts it. Throws NOT_FOUND, INVALID for a group of columns. */
export async function takePlace(tx: Transaction, siteId: string, columnId: string): Promise<TakenPlace> {
  // Held before it is looked at: a merge that begins meanwhile counts its places first.
  await lockColumns(tx, siteId, [columnId]);
  const column = await demandHoldsItems(tx, siteId, columnId);
  const [row] = await tx.$queryRaw<{ lastOrdinal: number }[]>`
    UPDATE "Column" SET "lastOrdinal" = "lastOrdinal" + 1, "itemCount" = "itemCount" + 1
    WHERE "siteId" = ${siteId} AND id = ${columnId} RETURNING "lastOrdinal"`;
  if (!row) throw notFound('栏目');
  return { ordinal: row.lastOrdinal, column };
}

/** Holds columns until the transaction ends, always in the same order, so that two opposite moves do not block each other. */
export async function lockColumns(tx: Transaction, siteId: string, columnIds: string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM "Column" WHERE "siteId" = ${siteId} AND id = ANY (${columnIds}::text[]) ORDER BY id FOR NO KEY UPDATE`;
}

/** Counts an item that comes back to its place (1) or leaves it (-1). */
export async function countItem(tx: Transaction, siteId: string, columnId: string, by: 1 | -1): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Column" SET "itemCount" = "itemCount" + ${by} WHERE "siteId" = ${siteId} AND id = ${columnId}`;
}

/** A column that holds items. */
export interface HoldingColumn {
  id: string;
  name: string;
  kind: ColumnKind;
  isHidden: boolean;
}

/** Whether the column is on its way into another, and takes nothing new meanwhile. */
export async function isMerging(tx: Transaction, siteId: string, columnId: string): Promise<boolean> {
  const where = { siteId, id: columnId, mergingIntoId: { not: null } };
  return (await tx.column.findFirst({ where, select: { id: true } })) !== null;
}

/** Throws NOT_FOUND for a column of another site, INVALID for one that holds columns and not items. */
export async function demandHoldsItems(tx: Transaction, siteId: string, columnId: string): Promise<HoldingColumn> {
  const column = await tx.column.findFirst({
    where: { siteId, id: columnId },
    select: {
      id: true,
      name: true,
      kind: true,
      isHidden: true,
      isArchived: true,
      mergingInto: { select: { name: true } },
    },
  });
  if (!column) throw notFound('栏目');
  if (column.isArchived) {
    throw new DomainError('INVALID', '请检查标出的项目。', {
      columnId: [`“${column.name}”所在的专题已经归档，不再放新内容。请先恢复专题，或选择别的栏目。`],
    });
  }
  if (column.mergingInto) {
    throw new DomainError('INVALID', '请检查标出的项目。', {
      columnId: [`“${column.name}”正在并入“${column.mergingInto.name}”，请直接放到“${column.mergingInto.name}”里。`],
    });
  }
  if (holdsColumnsOnly(column.kind)) {
    throw new DomainError('INVALID', '请检查标出的项目。', {
      columnId: [`“${column.name}”是${COLUMN_KIND_LABELS[column.kind]}，不能直接放内容，请选择它下面的栏目。`],
    });
  }
  return column;
}
