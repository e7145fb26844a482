import type { Transaction } from '@zhanqun/db';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { type ColumnNode, treeOf } from './queries.server';

export interface FoundColumn {
  column: ColumnNode;
  /** From the top down to the column itself. */
  line: ColumnNode[];
}

/**
 * The columns of a site as one page reads them. A page depends on the columns that it asked for, not on the whole tree:
 * else each edit of a column would renew every page of its site.
 */
export class PublicTree {
  private readonly top: ColumnNode[];

  constructor(
    private readonly tx: Transaction,
    private readonly siteId: string,
    columns: Parameters<typeof treeOf>[0],
  ) {
    this.top = treeOf(columns);
  }

  private note(column: ColumnNode): ColumnNode {
    dependsOn(this.tx, TAGS.about(this.siteId, column.id));
    return column;
  }

  /** The columns at the top, hidden ones among them. */
  menu(): ColumnNode[] {
    dependsOn(this.tx, TAGS.menu(this.siteId));
    return this.top;
  }

  /** The columns right below one, hidden ones among them. */
  below(column: ColumnNode): ColumnNode[] {
    dependsOn(this.tx, TAGS.under(this.siteId, column.id));
    return column.children;
  }

  /** The whole tree. */
  all(): ColumnNode[] {
    dependsOn(this.tx, TAGS.columns(this.siteId));
    return this.top;
  }

  /** A column with those above it. */
  find(matches: (column: ColumnNode) => boolean): FoundColumn | undefined {
    const found = findBelow(this.top, matches);
    if (found) for (const column of found.line) this.note(column);
    else this.all();
    return found;
  }

  /** A column alone. */
  findByCode(code: string): ColumnNode | undefined {
    const found = findBelow(this.top, (column) => column.code === code);
    if (!found) this.all();
    return found && this.note(found.column);
  }
}

function findBelow(columns: ColumnNode[], matches: (column: ColumnNode) => boolean): FoundColumn | undefined {
  for (const column of columns) {
    if (matches(column)) return { column, line: [column] };
    const below = findBelow(column.children, matches);
    if (below) return { column: below.column, line: [column, ...below.line] };
  }
  return undefined;
}
