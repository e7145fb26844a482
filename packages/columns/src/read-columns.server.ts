import type { Transaction } from '@zhanqun/db';
import type { ColumnRecord } from './queries.server';

/** The columns themselves; the caller notes what a page takes from them. */
export async function readColumns(tx: Transaction, siteId: string): Promise<ColumnRecord[]> {
  // Read by every page that is rendered: as plain SQL it takes a fraction of the time.
  return tx.$queryRaw<ColumnRecord[]>`
    SELECT id, "parentId", code, name, description, keywords, kind::text, "columnType", "responsibleUnit", position,
      "isHidden", "isArchived", "lastOrdinal", "itemCount", version
    FROM "Column" WHERE "siteId" = ${siteId} ORDER BY position, id`;
}
