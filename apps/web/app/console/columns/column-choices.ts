import { holdsColumnsOnly } from '@zhanqun/columns/schema';
import type { ColumnNode } from '@zhanqun/columns/server';
import type { Choice } from '@zhanqun/ui/console';

/** A tree of columns as the choices of one list, deeper ones further in; groups hold no items and cannot be chosen. */
export function itemColumnChoices(nodes: readonly ColumnNode[], depth = 0): Choice[] {
  return nodes.flatMap((node) => [
    { value: node.id, label: '　'.repeat(depth) + node.name, disabled: holdsColumnsOnly(node.kind) },
    ...itemColumnChoices(node.children, depth + 1),
  ]);
}

/** The columns under which another may stand: not itself, not what is below it. */
export function parentChoices(nodes: readonly ColumnNode[], exceptId?: string, depth = 0): Choice[] {
  return nodes
    .filter((node) => node.id !== exceptId)
    .flatMap((node) => [
      { value: node.id, label: '　'.repeat(depth) + node.name },
      ...parentChoices(node.children, exceptId, depth + 1),
    ]);
}
