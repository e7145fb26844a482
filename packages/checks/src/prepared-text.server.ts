import { foldCharacter } from '@zhanqun/chinese/fold';

/** Takes no room on the page, or only room: people put it between characters so that a word is not found. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const GAP = /[\s*_|~^·•]/;
const LATIN = /^[a-z0-9]/;

const signs = new Map<string, string>();

/** What a character is compared as: nothing for what nobody sees, a space for a gap. */
function signsOf(character: string): string {
  const known = signs.get(character);
  if (known !== undefined) return known;
  const folded = INVISIBLE.test(character) ? '' : foldCharacter(character);
  const result = GAP.test(folded[0] ?? '') ? ' ' : folded;
  // Unicode has some 150,000 characters; a text that has them all shall not stay in memory.
  if (signs.size < 30_000) signs.set(character, result);
  return result;
}

/** A text as words are looked for in it, and where each of its signs came from. */
export interface PreparedText {
  folded: string;
  /** Place in the text of the sign, and of what stands after it, for each sign of `folded`. */
  starts: number[];
  ends: number[];
}

/**
 * Half width, lower case and Simplified, without what nobody sees and without gaps between Chinese characters; between
 * Latin words one space stays. A line break is never bridged: what stands in two cells or paragraphs is not one word.
 */
export function prepareText(text: string): PreparedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  let hasGap = false;
  let at = 0;
  const put = (sign: string, start: number, end: number) => {
    folded += sign;
    starts.push(start);
    ends.push(end);
  };
  for (const character of text) {
    const start = at;
    at += character.length;
    if (character === '\n') {
      put('\n', start, at);
      hasGap = false;
      continue;
    }
    const shown = signsOf(character);
    if (shown === '') continue;
    if (shown === ' ') {
      hasGap = true;
      continue;
    }
    if (hasGap && LATIN.test(folded.at(-1) ?? '') && LATIN.test(shown)) put(' ', start, start);
    hasGap = false;
    for (let index = 0; index < shown.length; index++) put(shown.charAt(index), start, at);
  }
  return { folded, starts, ends };
}

/** A phrase as it is compared. */
export function foldPhrase(phrase: string): string {
  return prepareText(phrase.replace(/\s+/g, ' ')).folded;
}

/** Whether a word that begins or ends with a Latin letter or a digit goes on beyond these places. */
export function isPartOfWord(folded: string, start: number, end: number): boolean {
  const isLatin = (index: number) => LATIN.test(folded[index] ?? '');
  return (isLatin(start) && isLatin(start - 1)) || (isLatin(end - 1) && isLatin(end));
}
