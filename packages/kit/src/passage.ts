/** Where words stand in a text, so that they are found again after the text has changed around them. */
export interface Passage {
  quote: string;
  /** How many times the same words stand before. */
  nth: number;
  /** A few signs on either side. */
  before: string;
  after: string;
}

const AROUND = 24;
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/;
const SPACE = /\s/;

/** A text with one space for any white space and without what takes no room, and the place of each sign of it. */
function even(text: string): { signs: string; places: number[] } {
  let signs = '';
  const places: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (INVISIBLE.test(sign)) continue;
    const isSpace = SPACE.test(sign);
    if (isSpace && signs.endsWith(' ')) continue;
    signs += isSpace ? ' ' : sign;
    places.push(at);
  }
  return { signs, places };
}

/** The words between two places of a text, as a passage. */
export function passageAt(text: string, start: number, end: number): Passage {
  const quote = text.slice(start, end);
  let nth = 0;
  for (let at = text.indexOf(quote); quote !== '' && at >= 0 && at < start; at = text.indexOf(quote, at + 1)) nth += 1;
  return { quote, nth, before: text.slice(Math.max(0, start - AROUND), start), after: text.slice(end, end + AROUND) };
}

function sameAtEnd(a: string, b: string): number {
  let count = 0;
  while (count < a.length && count < b.length && a.at(-1 - count) === b.at(-1 - count)) count += 1;
  return count;
}

function sameAtStart(a: string, b: string): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

/**
 * Finds passages in a text: of the places where the words stand the one with most of the same signs around it, and of
 * equals the one with most nearly as many before. White space counts as one space.
 */
export function passageFinder(text: string): (passage: Passage) => { start: number; end: number } | undefined {
  const { signs, places } = even(text);
  return (passage) => {
    const quote = even(passage.quote).signs;
    if (quote.trim() === '') return undefined;
    const [before, after] = [even(passage.before).signs, even(passage.after).signs];
    let best: { at: number; around: number; away: number } | undefined;
    let nth = 0;
    for (let at = signs.indexOf(quote); at >= 0; at = signs.indexOf(quote, at + 1)) {
      const end = at + quote.length;
      const around =
        sameAtEnd(signs.slice(Math.max(0, at - AROUND), at), before) +
        sameAtStart(signs.slice(end, end + AROUND), after);
      const away = Math.abs(nth - passage.nth);
      if (!best || around > best.around || (around === best.around && away < best.away)) best = { at, around, away };
      nth += 1;
    }
    if (!best) return undefined;
    const last = places[best.at + quote.length - 1] ?? 0;
    return { start: places[best.at] ?? 0, end: last + 1 };
  };
}
