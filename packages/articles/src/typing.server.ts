import type { Database, Transaction } from '@zhanqun/db';
import { type SiteContext, withPlatform } from '@zhanqun/tenancy/server';

/** Whoever has not been heard of for so long does not write any more, milliseconds. */
export const TYPING_LIMIT_MS = 60_000;
/** The form that makes a new item, beside those of the items. */
const NEW_ITEM = 'new';

export function formOf(articleId: string | undefined): string {
  return articleId ?? NEW_ITEM;
}

/** What was typed has become content, or is not wanted any more. */
export async function dropTyped(
  tx: Transaction,
  { site, actor }: Pick<SiteContext, 'site' | 'actor'>,
  articleId: string | undefined,
): Promise<void> {
  await tx.typedDraft.deleteMany({
    where: { siteId: site.id, accountId: actor.accountId, form: formOf(articleId) },
  });
}

/** Forgets what nobody came back to. How old that is, is the tables' own policy: thirty days, and one. */
export async function sweepTyping(db: Database): Promise<void> {
  await withPlatform({ db }, async (tx) => {
    await tx.$executeRaw`DELETE FROM "TypedDraft"`;
    await tx.$executeRaw`DELETE FROM "Typing"`;
  });
}
