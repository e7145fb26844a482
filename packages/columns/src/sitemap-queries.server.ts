import type { Transaction } from '@zhanqun/db';

export interface LargeColumn {
  siteId: string;
  code: string;
  /** Places ever taken. */
  lastOrdinal: number;
}

/** The columns shown of those sites that have more than `most` addresses together, in order. One statement. */
export async function listColumnsOfLargeSites(
  tx: Transaction,
  siteIds: string[],
  most: number,
): Promise<LargeColumn[]> {
  if (siteIds.length === 0) return [];
  return tx.$queryRaw<LargeColumn[]>`
    SELECT k."siteId", k.code, k."lastOrdinal" FROM (
      SELECT c."siteId" FROM "Column" c WHERE c."siteId" = ANY (${siteIds}::text[]) AND NOT c."isHidden"
      GROUP BY c."siteId" HAVING sum(c."lastOrdinal") + count(*) + 1 > ${most}) s
    JOIN "Column" k ON k."siteId" = s."siteId" AND NOT k."isHidden" AND k."lastOrdinal" > 0
    ORDER BY k."siteId", k.id`;
}
