import { AhoCorasick } from '@monyone/aho-corasick/fast';
import type { Weight, WordListName } from './finding';
import { foldPhrase, isPartOfWord, type PreparedText } from './prepared-text.server';
import type { WordKind } from './schema';

export interface ListedWord {
  phrase: string;
  kind: WordKind;
  suggestion: string;
  weight: Weight;
  mayExempt: boolean;
  note: string;
  /** The phrase as it is compared; of one list each only once. */
  standing: string;
}

export interface WordHit {
  word: ListedWord;
  list: WordListName;
  /** Places in the prepared text. */
  start: number;
  end: number;
}

/** Words of one automaton: building one of so many holds the process some 0.1 s, and it is let go in between. */
const WORDS_AT_ONCE = 10_000;

/** The words of one version of a list, ready to be found. */
export class WordMatcher {
  private constructor(
    readonly list: WordListName,
    readonly version: number,
    private readonly words: ReadonlyMap<string, ListedWord>,
    private readonly automata: readonly AhoCorasick[],
  ) {}

  static async build(list: WordListName, version: number, words: readonly ListedWord[]): Promise<WordMatcher> {
    const automata: AhoCorasick[] = [];
    for (let from = 0; from < words.length; from += WORDS_AT_ONCE) {
      if (from > 0) await new Promise((resolve) => setImmediate(resolve));
      automata.push(new AhoCorasick(words.slice(from, from + WORDS_AT_ONCE).map(({ standing }) => standing)));
    }
    return new WordMatcher(list, version, new Map(words.map((word) => [word.standing, word])), automata);
  }

  get size(): number {
    return this.words.size;
  }

  /** Every place where a word stands, also within another one. */
  hitsIn({ folded }: Pick<PreparedText, 'folded'>): WordHit[] {
    const hits: WordHit[] = [];
    for (const automaton of this.automata) {
      for (const { begin, end, keyword } of automaton.matchInText(folded)) {
        const word = this.words.get(keyword);
        if (word && !isPartOfWord(folded, begin, end)) hits.push({ word, list: this.list, start: begin, end });
      }
    }
    return hits;
  }
}

/** Whether the hit is part of its own right wording: “冬奥” in “冬奥会”. */
function isRight(folded: string, { word, start }: WordHit): boolean {
  if (word.suggestion === '') return false;
  const right = foldPhrase(word.suggestion);
  for (let at = right.indexOf(word.standing); at >= 0; at = right.indexOf(word.standing, at + 1)) {
    if (folded.startsWith(right, start - at) && start >= at) return true;
  }
  return false;
}

/** Says of a span whether one of these lies around it. */
function around(spans: readonly WordHit[]): (hit: WordHit) => boolean {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  // The furthest end of those that begin no later.
  const furthest: number[] = [];
  for (const { end } of sorted) furthest.push(Math.max(end, furthest.at(-1) ?? 0));
  return ({ start, end }) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.start ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return (furthest[low - 1] ?? 0) >= end;
  };
}

/** What counts of these hits: not what is exempt or right where it stands, and of what overlaps the longest. */
export function hitsThatCount(hits: readonly WordHit[], folded: string): WordHit[] {
  const exempt = (list: WordListName) => around(hits.filter((hit) => hit.word.kind === 'EXEMPT' && hit.list === list));
  const [byGroup, bySite] = [exempt('GROUP'), exempt('SITE')];
  const counting = hits.filter(
    (hit) =>
      hit.word.kind !== 'EXEMPT' &&
      !byGroup(hit) &&
      !((hit.list === 'SITE' || hit.word.mayExempt) && bySite(hit)) &&
      !isRight(folded, hit),
  );
  const rank = ({ word }: WordHit) => (word.weight === 'BLOCK' ? 0 : 1);
  counting.sort((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
  let [blockedTo, toldTo] = [0, 0];
  return counting.filter((hit) => {
    const isTold = hit.end <= (hit.word.weight === 'BLOCK' ? blockedTo : toldTo);
    if (isTold) return false;
    if (hit.word.weight === 'BLOCK') blockedTo = hit.end;
    toldTo = Math.max(toldTo, hit.end);
    return true;
  });
}
