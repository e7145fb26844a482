import { parseInput } from '@zhanqun/access';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { demandExemptable } from '../exemptions.server';
import { type AddWordInput, addWordInput, WORD_KIND_LABELS } from '../schema';
import { changeList, demandList, wordToKeep, writeList } from '../word-rows.server';

/** Adds a word to a list. Throws CONFLICT when it stands there already. Returns the version that has it. */
export async function addWord(context: SiteContext, input: AddWordInput): Promise<{ version: number }> {
  const { list, word } = parseInput(addWordInput, input);
  demandList(context, list);
  const kept = wordToKeep(word, list);
  await demandExemptable(context, list, [kept]);
  const version = await writeList(context, list, (tx) =>
    changeList(tx, context, list, {
      end: [],
      begin: [kept],
      summary: `添加${WORD_KIND_LABELS[kept.kind]}“${kept.phrase}”`,
      entry: { detail: { added: [kept.phrase] } },
    }),
  );
  return { version };
}
