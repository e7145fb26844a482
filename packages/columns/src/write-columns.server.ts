import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { recordChanges, tagsOfRow } from '@zhanqun/publishing/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { columnRows } from './column-rows';
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
  const rows = columnRows(site.id, now, columns);
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
  await recordChanges(
    tx,
    site.id,
    rows.map((row) => ({ tags: tagsOfRow(site, row.parentId ?? null), cause: `新建栏目“${row.name}”` })),
  );
  return new Map(rows.map((row) => [row.code, row.id]));
}
