import type { Transaction } from '@zhanqun/db';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import type { WithdrawalKind } from './schema';

/** What visitors learn of an item that was withdrawn. */
export interface Tombstone {
  kind: WithdrawalKind;
  /** The item that stands in its place, while visitors see it. */
  replacedById: string | null;
}

/** What stands at the address of a withdrawn own item; undefined for what never was there, or must not be known. */
export async function findTombstone(
  tx: Transaction,
  siteId: string,
  articleId: string,
): Promise<Tombstone | undefined> {
  dependsOn(tx, TAGS.article(siteId, articleId));
  const stone = await tx.tombstone.findFirst({
    where: { siteId, articleId },
    select: { kind: true, replacedBy: { select: { id: true } } },
  });
  if (!stone) return undefined;
  if (stone.replacedBy) dependsOn(tx, TAGS.article(siteId, stone.replacedBy.id));
  return { kind: stone.kind, replacedById: stone.replacedBy?.id ?? null };
}
