import { DomainError } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { WordListName } from './finding';
import { standardsFor } from './listed-words.server';
import type { WordKind } from './schema';

interface Phrase {
  phrase: string;
  kind: WordKind;
  standing: string;
}

/** Why a site may not exempt a phrase, as a sentence; undefined when it may. */
export async function exemptionRefusals(
  context: SiteContext,
  list: WordListName,
  phrases: readonly Phrase[],
): Promise<(string | undefined)[]> {
  if (list === 'GROUP' || phrases.every(({ kind }) => kind !== 'EXEMPT')) return phrases.map(() => undefined);
  const { GROUP, SITE } = (await standardsFor(context)).matchers;
  return phrases.map(({ phrase, kind, standing }) => {
    if (kind !== 'EXEMPT') return undefined;
    const words = (hits: ReturnType<typeof GROUP.hitsIn>) => hits.filter(({ word }) => word.kind !== 'EXEMPT');
    const ofGroup = words(GROUP.hitsIn({ folded: standing }));
    const bound = ofGroup.find(({ word }) => !word.mayExempt);
    if (bound) return `全市词库不允许站点豁免“${bound.word.phrase}”。`;
    if (ofGroup.length + words(SITE.hitsIn({ folded: standing })).length > 0) return undefined;
    return `“${phrase}”里没有词库中的词，不需要豁免。`;
  });
}

/** Throws INVALID with the first refusal under `phrase`. */
export async function demandExemptable(
  context: SiteContext,
  list: WordListName,
  phrases: readonly Phrase[],
): Promise<void> {
  const refusal = (await exemptionRefusals(context, list, phrases)).find((sentence) => sentence !== undefined);
  if (refusal) throw new DomainError('INVALID', '请检查标出的项目。', { phrase: [refusal] });
}
