import { createHash } from 'node:crypto';
import type { Transaction } from '@zhanqun/db';

export interface TreeRow {
  id: string;
  parentId: string | null;
  position: number;
  name: string;
  code: string;
  version: number;
  /** Its items are on their way into another column, and then it goes. */
  isMerging: boolean;
  /** It stands in a topic that is over, or is that topic. */
  isArchived: boolean;
}

export interface LockedTree {
  find(id: string): TreeRow | undefined;
  /** In their order; `null` is the top. */
  childrenOf(parentId: string | null): TreeRow[];
  /** 1 for a column at the top. */
  depthOf(id: string): number;
  /** Levels from the column down to its deepest descendant, 1 for a leaf. */
  heightOf(id: string): number;
  isInside(id: string, ancestorId: string): boolean;
  /** A column and all that stands below it. */
  insideOf(id: string): string[];
  /** As `orderOf` gives it for what a reader saw. */
  order: string;
}

/**
 * Names which columns a site has and how they stand, in a few characters: another order has another name. Siblings are
 * given in their order.
 */
export function orderOf(rows: readonly Pick<TreeRow, 'id' | 'parentId'>[]): string {
  const below = new Map<string, string[]>();
  for (const { id, parentId } of rows) below.set(parentId ?? '', [...(below.get(parentId ?? '') ?? []), id]);
  const lines = [...below].map(([parentId, ids]) => `${parentId}:${ids.join()}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 22);
}

/** The site's columns, held until the transaction ends: two moves at once cannot make a circle. */
export async function lockTree(tx: Transaction, siteId: string): Promise<LockedTree> {
  // Locked in the order that `lockColumns` takes, read in the order of the tree.
  const locked = await tx.$queryRaw<TreeRow[]>`
    SELECT id, "parentId", position, name, code, version, "mergingIntoId" IS NOT NULL AS "isMerging", "isArchived"
    FROM "Column" WHERE "siteId" = ${siteId} ORDER BY id FOR UPDATE`;
  const rows = [...locked].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pathOf = (id: string): string[] => {
    const row = byId.get(id);
    return row ? [id, ...(row.parentId ? pathOf(row.parentId) : [])] : [];
  };
  const childrenOf = (parentId: string | null) => rows.filter((row) => row.parentId === parentId);
  const insideOf = (id: string): string[] => [id, ...childrenOf(id).flatMap((child) => insideOf(child.id))];
  const heightOf = (id: string): number => 1 + Math.max(0, ...childrenOf(id).map((child) => heightOf(child.id)));
  return {
    find: (id) => byId.get(id),
    childrenOf,
    depthOf: (id) => pathOf(id).length,
    heightOf,
    insideOf,
    isInside: (id, ancestorId) => pathOf(id).includes(ancestorId),
    order: orderOf(rows),
  };
}
