import { canFromAbove } from '@zhanqun/access';
import type { Transaction } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { countLevels, type ReviewLevel, reviewLevels } from './schema';

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

/** Throws FORBIDDEN when a level that asks for somebody above goes, and the actor is not above the site. */
export function demandNoneAboveLost(
  { actor, site }: Pick<SiteContext, 'actor' | 'site'>,
  former: readonly ReviewLevel[],
  levels: readonly ReviewLevel[],
): void {
  if (countLevels(levels, 'ABOVE') >= countLevels(former, 'ABOVE')) return;
  if (actor.kind === 'SYSTEM' || canFromAbove(actor, 'review:edit', site)) return;
  throw new DomainError('FORBIDDEN', '由上级站点审核的级别，只有上级站点的管理员可以取消。');
}

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
