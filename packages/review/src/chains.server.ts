import { canFromAbove } from '@zhanqun/access';
import type { Transaction } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { countLevels, REVIEW_PLACES, type ReviewLevel, reviewLevels } from './schema';

/** The row of the whole site; a column's own has the id of the column. */
export const SITE_CHAIN = 'site';

export interface ReviewChainView {
  /** Undefined for the whole site. */
  columnId: string | undefined;
  levels: ReviewLevel[];
  /** Asked for by the blueprint, and not in force before the people are there. */
  isWish: boolean;
  /** 0 while nothing was ever set. */
  version: number;
  updatedByName: string;
  updatedAt: Date | undefined;
}

export const NO_CHAIN: ReviewChainView = {
  columnId: undefined,
  levels: [],
  isWish: false,
  version: 0,
  updatedByName: '',
  updatedAt: undefined,
};

/** Throws CONFLICT where items are published without review. */
export function demandLevels(levels: readonly ReviewLevel[]): void {
  if (levels.length === 0) throw new DomainError('CONFLICT', '这个栏目不需要审核，可以直接发布。');
}

/** Throws CONFLICT where items pass a review before they are public. */
export function demandNoLevels({ length }: readonly ReviewLevel[]): void {
  if (length > 0) {
    throw new DomainError('CONFLICT', `这个栏目的内容要经过 ${length} 级审核才能公开，请提交审核。`);
  }
}

function isCovered(here: readonly ReviewLevel[], there: readonly ReviewLevel[]): boolean {
  return REVIEW_PLACES.every((place) => countLevels(there, place) <= countLevels(here, place));
}

/** What is public has passed the levels of its own column: one with others is not entered by moving. Throws CONFLICT. */
export function demandNoFurtherLevels(here: readonly ReviewLevel[], there: readonly ReviewLevel[], name: string): void {
  if (isCovered(here, there)) return;
  const sentence = `“${name}”的内容要经过 ${there.length} 级审核，不能直接移过去。请先撤回，移过去以后再提交审核。`;
  throw new DomainError('CONFLICT', sentence, { columnId: [sentence] });
}

/** The same for all items of a column that is to be merged into another. Throws CONFLICT. */
export async function demandMergeKeepsLevels(
  tx: Transaction,
  siteId: string,
  from: { id: string },
  into: { id: string; name: string },
): Promise<void> {
  const [here, there] = [await levelsFor(tx, siteId, from.id), await levelsFor(tx, siteId, into.id)];
  if (isCovered(here, there)) return;
  const sentence = `“${into.name}”的内容要经过 ${there.length} 级审核，比这个栏目多，不能直接并入。请先为这个栏目设置同样的审核级别。`;
  throw new DomainError('CONFLICT', sentence, { intoId: [sentence] });
}

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
    select: { columnId: true, levels: true, isWish: true, version: true, updatedByName: true, updatedAt: true },
  });
  return rows.map((row) => ({ ...row, columnId: row.columnId ?? undefined, levels: reviewLevels.parse(row.levels) }));
}

/** The levels of a chain that is in force. */
export function levelsInForce(chain: ReviewChainView | undefined): ReviewLevel[] {
  return chain && !chain.isWish ? chain.levels : [];
}

/** The levels that items of this column pass: the column's own, else the site's, else none. */
export async function levelsFor(tx: Transaction, siteId: string, columnId: string): Promise<ReviewLevel[]> {
  const chains = await readChains(tx, siteId, columnId);
  const chain = chains.find((one) => one.columnId === columnId) ?? chains.find((one) => one.columnId === undefined);
  return levelsInForce(chain);
}

/** Keeps what the blueprint of a new site asks for, until it can be staffed: see `adoptChains`. */
export async function wishForChain(tx: Transaction, siteId: string, levels: ReviewLevel[], now: Date): Promise<void> {
  if (levels.length === 0) return;
  const wish = { siteId, id: SITE_CHAIN, levels, isWish: true, updatedByName: '建站蓝本', updatedAt: now };
  await tx.reviewChain.createMany({ data: [wish] });
}
