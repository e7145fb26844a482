import type { Transaction } from '@zhanqun/db';
import { type PointsRules, USUAL_RULES } from './points';
import { pointsRules } from './schema';

export interface PointsTableView {
  siteId: string;
  /** From this month on. */
  month: string;
  rules: PointsRules;
  version: number;
  updatedByName: string;
  updatedAt: Date;
}

/** The tables of the sites that the scope sees, or of one, that hold in some month until `until`; newest first. */
export async function readTables(tx: Transaction, until: string, siteId?: string): Promise<PointsTableView[]> {
  const rows = await tx.pointsTable.findMany({
    where: { ...(siteId ? { siteId } : {}), month: { lte: until } },
    orderBy: [{ month: 'desc' }, { siteId: 'asc' }],
  });
  return rows.map((row) => ({ ...row, rules: pointsRules.parse(row.rules) }));
}

/** What holds at a site in a month: the newest table that begins until then. */
export function rulesFor(tables: readonly PointsTableView[], siteId: string, month: string): PointsRules {
  return tables.find((table) => table.siteId === siteId && table.month <= month)?.rules ?? USUAL_RULES;
}
