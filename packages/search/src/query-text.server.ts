import { foldPinyin, soundOf } from './pinyin.server';
import { MARKS, pairsOf, termsOf } from './words.server';

const HAN = /^\p{Script=Han}+$/u;
const TYPED_SOUND = /^[a-z]{2,}$/;

/** A lexeme in a tsquery. Lexemes are letters and digits after their mark; quotes and backslashes are never among them. */
export function quoted(lexeme: string): string {
  return `'${lexeme}'`;
}

export function allOf(parts: string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' & ')})`;
}

export function anyOf(parts: string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' | ')})`;
}

/** A word typed in Latin letters may be a word, a pinyin, or the initials of one. */
function exact(term: string): string[] {
  if (!TYPED_SOUND.test(term)) return [quoted(term)];
  return [quoted(term), quoted(MARKS.sound + foldPinyin(term)), quoted(MARKS.initials + term)];
}

/** Also where the words of the dictionary divide it otherwise: neighbouring characters, of titles or between words. */
function relaxed(term: string): string[] {
  if (!HAN.test(term)) return exact(term);
  const pairs = pairsOf(term);
  return [quoted(term), allOf(pairs.map((pair) => anyOf([quoted(pair), quoted(MARKS.pair + pair)])))];
}

export interface QueryText {
  terms: string[];
  /** tsquery: every word. */
  all: string;
  /** tsquery: every word, or the characters it is made of. */
  wide: string;
  /** tsquery: at least one of several words; empty for one word. */
  some: string;
  /** tsquery over the head, for ranking. */
  rank: string;
}

/**
 * What was typed as queries, from strict to wide. `namesOf` gives further lexemes for a word, such as the sites of that
 * name. Undefined when nothing is left to look for.
 */
export function queryText(query: string, namesOf: (term: string) => string[] = () => []): QueryText | undefined {
  const terms = termsOf(query);
  if (terms.length === 0) return undefined;
  const names = (term: string) => namesOf(term).map(quoted);
  let all = allOf(terms.map((term) => anyOf([...exact(term), ...names(term)])));
  let wide = allOf(terms.map((term) => anyOf([...relaxed(term), ...names(term)])));
  if (terms.length > 1 && terms.every((term) => TYPED_SOUND.test(term))) {
    // zhang gong
    const joined = quoted(MARKS.sound + foldPinyin(terms.join('')));
    all = anyOf([all, joined]);
    wide = anyOf([wide, joined]);
  }
  return {
    terms,
    all,
    wide,
    some: terms.length > 1 ? anyOf(terms.flatMap((term) => exact(term))) : '',
    rank: anyOf(terms.map(quoted)),
  };
}

/** Lexemes of what sounds like the query: 张贡 finds titles with 章贡. Empty when nothing in it has a sound. */
export function soundQuery(terms: string[]): string {
  const parts = terms.filter((term) => HAN.test(term) && [...term].length > 1);
  return parts.length === 0 ? '' : allOf(parts.map((term) => quoted(MARKS.sound + soundOf(term).full)));
}
