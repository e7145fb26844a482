import { parseInput } from '@zhanqun/access';
import { Prisma as sql } from '@zhanqun/db';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { type RemoveWordsInput, removeWordsInput } from '../schema';
import { changeList, demandList, shelfOf, writeList } from '../word-rows.server';

/** Takes words off a list; earlier versions keep them. Throws STALE when one of them stands no more. */
export async function removeWords(context: SiteContext, input: RemoveWordsInput): Promise<{ version: number }> {
  const { list, wordIds } = parseInput(removeWordsInput, input);
  demandList(context, list);
  const ids = [...new Set(wordIds)];
  const version = await writeList(context, list, async (tx) => {
    const { words, own } = shelfOf(list, context.site.id);
    const rows = await tx.$queryRaw<{ phrase: string }[]>(
      sql.sql`SELECT phrase FROM ${words} WHERE ${own} AND id = ANY (${ids}) AND "untilVersion" IS NULL ORDER BY id`,
    );
    const removed = rows.map(({ phrase }) => phrase);
    const summary = ids.length === 1 ? `删除“${removed[0]}”` : `删除“${removed[0]}”等 ${ids.length} 个词`;
    return changeList(tx, context, list, { end: ids, begin: [], summary, entry: { detail: { removed } } });
  });
  return { version };
}
