import { foldText } from '@zhanqun/chinese/fold';
import type { Transaction } from '@zhanqun/db';
import { foldPinyin, soundOf } from './pinyin.server';
import { allOf, anyOf, quoted } from './query-text.server';
import { MARKS, pairsOf, spokenWordsOf } from './words.server';

const HAN = /^\p{Script=Han}+$/u;
/** Titles that are looked through for other words. */
const TITLES = 200;
/** Words of one query that are corrected: each asks the database up to three times. */
const MOST_CORRECTED = 5;

async function titlesOf(tx: Transaction, query: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ title: string }[]>`
    SELECT e.title FROM "SearchEntry" e WHERE e.lexemes @@ ${query}::tsquery LIMIT ${TITLES}`;
  return rows.map((row) => row.title);
}

/** Words by how many titles have them, the most frequent first. */
function frequent(titles: string[], isWanted: (word: string) => boolean): string[] {
  const counts = new Map<string, number>();
  for (const title of titles) {
    for (const word of new Set(spokenWordsOf(title))) if (isWanted(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([a, most], [b, fewer]) => fewer - most || (a < b ? -1 : 1)).map(([word]) => word);
}

function sharedCharacters(a: string, b: string): number {
  const others = [...b];
  return [...a].filter((character, at) => others[at] === character).length;
}

/** A word of public titles that sounds like `term`, or differs from it in one character. */
async function nearWord(tx: Transaction, narrow: string[], term: string): Promise<string | undefined> {
  const { full, initials } = soundOf(term);
  const length = [...term].length;
  const within = (query: string) => titlesOf(tx, allOf([query, ...narrow]));
  const alike = frequent(
    await within(quoted(MARKS.sound + full)),
    (word) => word !== term && soundOf(word).full === full,
  );
  if (alike[0]) return alike[0];
  const pairs = length > 2 ? pairsOf(term).map((pair) => quoted(MARKS.pair + pair)) : [];
  return frequent(
    await within(anyOf([quoted(MARKS.initials + initials), ...pairs])),
    (word) => word !== term && [...word].length === length && sharedCharacters(word, term) >= length - 1,
  )[0];
}

/**
 * What may have been meant by a query that found nothing: each word that nothing has is replaced by one that sounds or
 * looks like it, `nameLike` giving those of sites. Undefined when there is none.
 */
export async function correctedQuery(
  tx: Transaction,
  narrow: string[],
  query: string,
  terms: string[],
  nameLike: (term: string) => string | undefined,
): Promise<string | undefined> {
  let corrected = foldText(query);
  let isCorrected = false;
  const correctable = terms.filter((term) => HAN.test(term) && [...term].length > 1);
  for (const term of correctable.slice(0, MOST_CORRECTED)) {
    const [known] = await tx.$queryRaw<{ is: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM "SearchEntry" e WHERE e.lexemes @@ ${allOf([quoted(term), ...narrow])}::tsquery) AS is`;
    const other = known?.is ? undefined : ((await nearWord(tx, narrow, term)) ?? nameLike(term));
    if (!other) continue;
    corrected = corrected.replaceAll(term, other);
    isCorrected = true;
  }
  return isCorrected ? corrected : undefined;
}

/** Longer words of the titles found that have one of the terms in them. */
export function relatedWords(titles: string[], terms: string[], limit = 6): string[] {
  const folded = terms.filter((term) => HAN.test(term));
  return frequent(titles, (word) => folded.some((term) => word !== term && word.includes(term))).slice(0, limit);
}

/** Words of public titles that begin with what was typed so far, in characters or in at least three letters of pinyin. */
export async function suggestWords(tx: Transaction, narrow: string[], typed: string, limit = 8): Promise<string[]> {
  const prefix = foldText(typed).replace(/\s+/g, '');
  if (HAN.test(prefix)) {
    const [first] = pairsOf(prefix);
    const query = allOf([quoted(MARKS.pair + (first ?? prefix)), ...narrow]);
    return frequent(await titlesOf(tx, query), (word) => word.startsWith(prefix)).slice(0, limit);
  }
  if (!/^[a-z]{3,40}$/.test(prefix)) return [];
  const sound = foldPinyin(prefix);
  const query = allOf([anyOf([`${quoted(MARKS.sound + sound)}:*`, quoted(MARKS.initials + prefix)]), ...narrow]);
  return frequent(await titlesOf(tx, query), (word) => {
    const { full, initials } = soundOf(word);
    return full.startsWith(sound) || initials === prefix;
  }).slice(0, limit);
}
