import type { Prisma } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { firstDates } from './cycles';
import type { NewColumn } from './schema';

export type ColumnRow = Prisma.ColumnCreateManyInput & { id: string };

/** A tree of columns as rows to write in one statement, parents first, each level in its order. */
export function columnRows(siteId: string, now: Date, columns: readonly NewColumn[]): ColumnRow[] {
  const rows: ColumnRow[] = [];
  const walk = (siblings: readonly NewColumn[], parentId: string | null) => {
    for (const [position, column] of siblings.entries()) {
      const id = newId(now.getTime());
      rows.push({
        siteId,
        id,
        parentId,
        code: column.code,
        name: column.name,
        kind: column.kind,
        columnType: column.columnType,
        description: column.description,
        responsibleUnit: column.responsibleUnit ?? '',
        position,
        ...firstDates({ kind: column.kind, updateDays: null, warnDays: null }, now),
        createdAt: now,
        updatedAt: now,
      });
      walk(column.children ?? [], id);
    }
  };
  walk(columns, null);
  return rows;
}
