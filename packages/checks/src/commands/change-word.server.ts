import { parseInput } from '@zhanqun/access';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { demandExemptable } from '../exemptions.server';
import { type ChangeWordInput, changeWordInput } from '../schema';
import { changeList, demandList, wordToKeep, writeList } from '../word-rows.server';

/** Puts another word in the place of one. Throws STALE when somebody else has changed it meanwhile. */
export async function changeWord(context: SiteContext, input: ChangeWordInput): Promise<{ version: number }> {
  const { list, wordId, word } = parseInput(changeWordInput, input);
  demandList(context, list);
  const kept = wordToKeep(word, list);
  await demandExemptable(context, list, [kept]);
  const version = await writeList(context, list, (tx) =>
    changeList(tx, context, list, {
      end: [wordId],
      begin: [kept],
      summary: `修改“${kept.phrase}”`,
      entry: { detail: { changed: [kept.phrase] } },
    }),
  );
  return { version };
}
