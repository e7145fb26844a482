import { foldCharacter } from '@zhanqun/chinese/fold';

/** A piece of text, marked where a word was found. React escapes it; it never becomes HTML here. */
export interface Segment {
  text: string;
  isHit: boolean;
}

interface Folded {
  text: string;
  /** For each unit of the folded text the index of the character it came from. */
  from: number[];
  characters: string[];
}

function fold(text: string): Folded {
  const characters = [...text];
  const from: number[] = [];
  let folded = '';
  for (const [index, character] of characters.entries()) {
    const one = foldCharacter(character);
    folded += one;
    for (let unit = 0; unit < one.length; unit++) from.push(index);
  }
  return { text: folded, from, characters };
}

/** Which characters are part of a found word. `words` are folded. */
function marksOf({ text, from, characters }: Folded, words: string[]): boolean[] {
  const marks = new Array<boolean>(characters.length).fill(false);
  for (const word of words) {
    if (word === '') continue;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      for (let unit = at; unit < at + word.length; unit++) marks[from[unit] ?? 0] = true;
    }
  }
  return marks;
}

function segmentsOf(characters: string[], marks: boolean[], start: number, end: number): Segment[] {
  const segments: Segment[] = [];
  for (let index = start; index < end; index++) {
    const text = characters[index] ?? '';
    const isHit = marks[index] ?? false;
    const last = segments.at(-1);
    if (last && last.isHit === isHit) last.text += text;
    else segments.push({ text, isHit });
  }
  return segments;
}

/** The whole text with the found words marked. */
export function highlight(text: string, words: string[]): Segment[] {
  const folded = fold(text);
  return segmentsOf(folded.characters, marksOf(folded, words), 0, folded.characters.length);
}

/** The stretch of a long text with the most marked characters, about `size` characters, with "…" where it was cut. */
export function excerpt(text: string, words: string[], size = 120): Segment[] {
  const folded = fold(text);
  const { characters } = folded;
  const marks = marksOf(folded, words);
  if (characters.length <= size) return segmentsOf(characters, marks, 0, characters.length);
  const start = densest(marks, size);
  const end = Math.min(characters.length, start + size);
  const segments = segmentsOf(characters, marks, start, end);
  if (start > 0) segments.unshift({ text: '…', isHit: false });
  if (end < characters.length) segments.push({ text: '…', isHit: false });
  return segments;
}

/** Where the window with the most marks begins, a little before its first one. */
function densest(marks: boolean[], size: number): number {
  let inWindow = 0;
  let best = 0;
  let bestStart = 0;
  for (let end = 0; end < marks.length; end++) {
    if (marks[end]) inWindow += 1;
    if (end >= size && marks[end - size]) inWindow -= 1;
    if (inWindow > best) {
      best = inWindow;
      bestStart = Math.max(0, end - size + 1);
    }
  }
  if (best === 0) return 0;
  const first = marks.indexOf(true, bestStart);
  return Math.max(0, Math.min(first - 16, marks.length - size));
}
