import type { Transaction } from '@zhanqun/db';
import { type ReviewLevel, reviewLevels } from './schema';

/** The row of the whole site; a column's own has the id of the column. */
export const SITE_CHAIN = 'site';

export interface ReviewChainView {
  /** Undefined for the whole site. */
  columnId: string | undefined;
  levels: ReviewLevel[];
  /** 0 while nothing was ever set. */
  version: number;
  updatedByName: string;
  updatedAt: Date | undefined;
}

export const NO_CHAIN: ReviewChainView = {
  columnId: undefined,
  levels: [],
  version: 0,
  updatedByName: '',
  updatedAt: undefined,
};

/** All chains of a site: its own and those of columns. */
export async function readChains(tx: Transaction, siteId: string, columnId?: string): Promise<ReviewChainView[]> {
  const rows = await tx.reviewChain.findMany({
    where: { siteId, ...(columnId ? { id: { in: [SITE_CHAIN, columnId] } } : {}) },
    select: { columnId: true, levels: true, version: true, updatedByName: true, updatedAt: true },
  });
  return rows.map((row) => ({ ...row, columnId: row.columnId ?? undefined, levels: reviewLevels.parse(row.levels) }));
}

/** The levels that items of this column pass: the column's own, else the site's, else none. */
export async function levelsFor(tx: Transaction, siteId: string, columnId: string): Promise<ReviewLevel[]> {
  const chains = await readChains(tx, siteId, columnId);
  const chain = chains.find((one) => one.columnId === columnId) ?? chains.find((one) => one.columnId === undefined);
  return chain?.levels ?? [];
}
