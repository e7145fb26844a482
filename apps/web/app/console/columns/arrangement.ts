/** A column of the tree as it is moved about on the screen. */
export interface Branch {
  id: string;
  name: string;
  children: readonly Branch[];
}

/** Where a column is put: below a parent (`null`: the top), behind a sibling (`null`: in the first place). */
export interface Move {
  columnId: string;
  parentId: string | null;
  afterId: string | null;
}

interface Row {
  id: string;
  name: string;
  parentId: string | null;
  /** 0 at the top. */
  depth: number;
}

/** A column that was picked up, above the tree without it: before row `gap` of that, as deep as wanted where it can be. */
export interface Held {
  columnId: string;
  gap: number;
  depth: number;
}

function rowsOf(branches: readonly Branch[], parentId: string | null = null, depth = 0): Row[] {
  return branches.flatMap(({ id, name, children }) => [
    { id, name, parentId, depth },
    ...rowsOf(children, id, depth + 1),
  ]);
}

function without(branches: readonly Branch[], id: string): Branch[] {
  return branches
    .filter((branch) => branch.id !== id)
    .map((branch) => ({ ...branch, children: without(branch.children, id) }));
}

export function findBranch(branches: readonly Branch[], id: string): Branch | undefined {
  for (const branch of branches) {
    const found = branch.id === id ? branch : findBranch(branch.children, id);
    if (found) return found;
  }
  return undefined;
}

function heightOf({ children }: Branch): number {
  return 1 + Math.max(0, ...children.map(heightOf));
}

/** A column picked up where it stands. */
export function pickUp(tree: readonly Branch[], columnId: string): Held | undefined {
  const rows = rowsOf(tree);
  const gap = rows.findIndex((row) => row.id === columnId);
  const row = rows[gap];
  return row && { columnId, gap, depth: row.depth };
}

/** How deep a column may stand in a gap: a step below what is before it, and never so that what follows loses its parent. */
function depthsAt(tree: readonly Branch[], { columnId, gap }: Held, levels: number): { least: number; most: number } {
  const rest = rowsOf(without(tree, columnId));
  const branch = findBranch(tree, columnId);
  const before = rest[gap - 1];
  const deepest = levels - (branch ? heightOf(branch) : 1);
  return {
    least: rest[gap]?.depth ?? 0,
    most: before ? Math.min(before.depth + 1, Math.max(deepest, rest[gap]?.depth ?? 0)) : 0,
  };
}

/** The held column at another gap or depth, as near as the tree has room for it. `levels`: of the whole tree at most. */
export function heldAt(
  tree: readonly Branch[],
  held: Held,
  to: { gap?: number; depth?: number },
  levels: number,
): Held {
  const last = rowsOf(without(tree, held.columnId)).length;
  const gap = Math.min(Math.max(to.gap ?? held.gap, 0), last);
  const { least, most } = depthsAt(tree, { ...held, gap }, levels);
  return { ...held, gap, depth: Math.min(Math.max(to.depth ?? held.depth, least), most) };
}

/** What the held column's place means in the tree. */
export function moveOf(tree: readonly Branch[], { columnId, gap, depth }: Held): Move {
  const rest = rowsOf(without(tree, columnId)).slice(0, gap).reverse();
  const parent = depth === 0 ? undefined : rest.find((row) => row.depth === depth - 1);
  const sibling = rest.find((row) => row.depth === depth);
  const parentId = parent?.id ?? null;
  return { columnId, parentId, afterId: sibling?.parentId === parentId ? sibling.id : null };
}

/** Whether a column stands there already. */
export function changesNothing(tree: readonly Branch[], move: Move): boolean {
  const now = placeOf(tree, move.columnId);
  return now?.parentId === move.parentId && now.afterId === move.afterId;
}

/** Where a column stands, as the move that would bring it back. */
export function placeOf(tree: readonly Branch[], columnId: string): Move | undefined {
  const held = pickUp(tree, columnId);
  return held && moveOf(tree, held);
}

/** The tree after a move; undefined where its parent or sibling is there no more, or the column itself. */
export function movedTree(tree: readonly Branch[], { columnId, parentId, afterId }: Move): Branch[] | undefined {
  const moving = findBranch(tree, columnId);
  if (!moving) return undefined;
  let isPlaced = false;
  const put = (siblings: readonly Branch[]): Branch[] => {
    const place = afterId === null ? 0 : siblings.findIndex((one) => one.id === afterId) + 1;
    if (afterId !== null && place === 0) return [...siblings];
    isPlaced = true;
    return [...siblings.slice(0, place), moving, ...siblings.slice(place)];
  };
  const walk = (siblings: readonly Branch[]): Branch[] =>
    siblings.map((one) => ({
      ...one,
      children: one.id === parentId ? put(one.children) : walk(one.children),
    }));
  const rest = without(tree, columnId);
  const moved = parentId === null ? put(rest) : walk(rest);
  return isPlaced ? moved : undefined;
}

/** A place as it is told: behind what, and below what. */
export function placeInWords(tree: readonly Branch[], move: Move): string {
  const nameOf = (id: string | null) => (id ? (findBranch(tree, id)?.name ?? '') : '');
  const where = move.parentId ? `“${nameOf(move.parentId)}”下面` : '第一层';
  return move.afterId ? `${where}，排在“${nameOf(move.afterId)}”之后` : `${where}，排在最前面`;
}
