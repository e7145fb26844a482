import { recordAudit } from '@zhanqun/audit/server';
import type { Prisma, Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { recordChanges, TAGS } from '@zhanqun/publishing/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { NewColumn } from './schema';

/**
 * Writes a tree of columns into a site that has none at its top yet, in the caller's transaction: the same rows, audit
 * and change lines as `createColumn` for each, parents first. Returns the ids by code.
 */
export async function writeColumns(
  tx: Transaction,
  context: SiteContext,
  columns: NewColumn[],
): Promise<Map<string, string>> {
  const { site, now } = context;
  const rows: (Prisma.ColumnCreateManyInput & { id: string })[] = [];
  const walk = (siblings: NewColumn[], parentId: string | null) => {
    for (const [position, { children, responsibleUnit = '', ...column }] of siblings.entries()) {
      const id = newId(now.getTime());
      rows.push({
        ...column,
        responsibleUnit,
        siteId: site.id,
        id,
        parentId,
        position,
        createdAt: now,
        updatedAt: now,
      });
      if (children) walk(children, id);
    }
  };
  walk(columns, null);
  await tx.column.createMany({ data: rows });
  await recordAudit(
    tx,
    { ...context, siteId: site.id },
    rows.map((row) => ({
      action: 'column:edit',
      subjectType: 'Column',
      subjectId: row.id,
      summary: `新建栏目“${row.name}”`,
      detail: { code: row.code },
    })),
  );
  const changes = rows.map(() => [TAGS.columns(site.id)]);
  await recordChanges(tx, site.id, changes);
  return new Map(rows.map((row) => [row.code, row.id]));
}
