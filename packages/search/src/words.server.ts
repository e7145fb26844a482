import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { foldText } from '@zhanqun/chinese/fold';
import { soundOf } from './pinyin.server';

/** Characters of a body that are read; what comes after is found by its title, summary and keywords only. */
export const MAX_TEXT = 20_000;
const MAX_LATIN = 40;
/** Grammar, not content: pairs with these would double the index and find nothing. */
const GRAMMAR = new Set('的了在和与及或是为对等将把被从向于之而并且也都就还又很各其以按所不有由到中个一这那');

/** Lexemes that are no words carry a mark which folded text never begins with. */
export const MARKS = {
  /** Two neighbouring characters of a title, or a single one. */
  pair: '=',
  /** Folded pinyin of a word of a title. */
  sound: '@',
  initials: '#',
  /** What results can be narrowed by, see `facetLexeme`. */
  facet: '~',
} as const;

/** The lexeme that items of a site and of those below it carry. */
export function facetOfSite(siteId: string): string {
  return `${MARKS.facet}u${siteId}`;
}

let segmenter: Jieba | undefined;
const inner = new Map<string, string[]>();
const KEPT = 50_000;

function jieba(): Jieba {
  segmenter ??= Jieba.withDict(dict);
  return segmenter;
}

/** A long word and the words of the dictionary inside it: 人民政府 → 人民, 民政, 政府, 人民政府. */
function wordsInside(word: string): string[] {
  const known = inner.get(word);
  if (known) return known;
  const words = jieba()
    .cutForSearch(word, false)
    .filter((one) => one.length > 1);
  if (inner.size >= KEPT) inner.clear();
  inner.set(word, words);
  return words;
}

const HAN = /^\p{Script=Han}+$/u;
const LATIN = /^[\p{L}\p{N}]+$/u;

/** The pieces of folded text, in order; what is neither word nor number separates as "". */
function piecesOf(folded: string): string[] {
  return jieba()
    .cut(folded, false)
    .map((piece) => (LATIN.test(piece) ? piece.slice(0, MAX_LATIN) : ''));
}

function isContent(character: string): boolean {
  return !GRAMMAR.has(character);
}

/** A character that the dictionary leaves alone is found together with each of its neighbours: 王小明 → 王小. */
function pairsAround(pieces: string[], at: number): string[] {
  const piece = pieces[at] ?? '';
  const before = pieces[at - 1] ?? '';
  const after = pieces[at + 1] ?? '';
  const pairs: string[] = [];
  const last = [...before].at(-1) ?? '';
  const first = [...after][0] ?? '';
  if (HAN.test(before) && isContent(last)) pairs.push(last + piece);
  if (HAN.test(after) && isContent(first)) pairs.push(piece + first);
  return pairs;
}

const isSingle = (piece: string) => HAN.test(piece) && [...piece].length === 1;

/** The words of a text in order, as the index holds them. */
export function wordsOf(text: string): string[] {
  const pieces = piecesOf(foldText(text));
  return pieces.flatMap((piece, at) => {
    if (piece === '') return [];
    if (!HAN.test(piece)) return [piece];
    if (isSingle(piece)) return isContent(piece) ? pairsAround(pieces, at) : [];
    return wordsInside(piece);
  });
}

/** Words of what was typed: each must be found. A long word stands for itself, not for the words inside it. */
export function termsOf(query: string): string[] {
  const pieces = piecesOf(foldText(query));
  const terms = pieces.flatMap((piece, at) => {
    if (piece === '') return [];
    if (isSingle(piece)) return isContent(piece) ? pairsAround(pieces, at) : [];
    return [piece];
  });
  if (terms.length > 0) return [...new Set(terms)];
  return [...new Set(pieces.filter((piece) => piece !== '' && isContent(piece)).map((piece) => MARKS.pair + piece))];
}

/** All neighbouring characters: of a title for the index, of a term when its words find nothing. */
export function pairsOf(text: string): string[] {
  return foldText(text)
    .split(/[^\p{Script=Han}]+/u)
    .flatMap((run) => {
      const characters = [...run];
      return characters.slice(1).map((character, at) => (characters[at] ?? '') + character);
    });
}

/** The words of a title as people say them, single and two together: 住房公积金 → 住房, 公积金, 住房公积金 … */
export function spokenWordsOf(title: string): string[] {
  const pieces = piecesOf(foldText(title));
  return pieces.flatMap((piece, at) => {
    if (!HAN.test(piece)) return [];
    const next = pieces[at + 1] ?? '';
    const both = HAN.test(next) && isContent(piece) && isContent(next) ? [piece + next] : [];
    return isSingle(piece) ? both : [...both, ...wordsInside(piece)];
  });
}

function soundsOf(title: string): string[] {
  return spokenWordsOf(title).flatMap((word) => {
    const { full, initials } = soundOf(word);
    return [...(full ? [MARKS.sound + full] : []), ...(initials ? [MARKS.initials + initials] : [])];
  });
}

export interface IndexText {
  title: string;
  keywords: string;
  summary: string;
  plainText: string;
}

/** What the index holds of one revision, worked out before a scope is opened. */
export interface IndexWords {
  /** A tsvector as text: title A, keywords B, summary C. What ranking reads. */
  head: string;
  /** Every lexeme once. What finding reads. */
  lexemes: string[];
}

export function indexWords(text: IndexText): IndexWords {
  const fields = [
    [wordsOf(text.title), 'A'],
    [wordsOf(text.keywords), 'B'],
    [wordsOf(text.summary), 'C'],
  ] as const;
  const places = new Map<string, string[]>();
  let position = 0;
  for (const [words, weight] of fields) {
    for (const word of words) {
      position += 1;
      const held = places.get(word);
      if (held) held.push(`${position}${weight}`);
      else places.set(word, [`${position}${weight}`]);
    }
  }
  const title = foldText(text.title);
  const singles = [...title].filter((one) => HAN.test(one) && isContent(one));
  const lexemes = new Set([
    ...places.keys(),
    ...wordsOf(text.plainText.slice(0, MAX_TEXT)),
    ...[...singles, ...pairsOf(title)].map((one) => MARKS.pair + one),
    ...soundsOf(title),
  ]);
  const head = [...places].map(([word, at]) => `'${word}':${at.slice(0, 20).join(',')}`).join(' ');
  return { head, lexemes: [...lexemes] };
}
