import type { Transaction } from '@zhanqun/db';
import type { ColumnRow } from './column-rows';

/**
 * Writes many columns in one statement whose text does not grow with them: a whole site's in a tenth of the time that
 * `createMany` takes to put its values together.
 */
export async function insertColumns(tx: Transaction, rows: readonly ColumnRow[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Column" ("siteId", id, "parentId", code, name, kind, "columnType", description, "responsibleUnit",
      position, "dueOn", "warnOn", "createdAt", "updatedAt")
    SELECT "siteId", id, "parentId", code, name, kind, "columnType", description, "responsibleUnit", position,
      "dueOn", "warnOn", "createdAt", "updatedAt"
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(
      "siteId" text, id text, "parentId" text, code text, name text, kind "ColumnKind", "columnType" text,
      description text, "responsibleUnit" text, position int, "dueOn" date, "warnOn" date, "createdAt" timestamptz, "updatedAt" timestamptz)`;
}
