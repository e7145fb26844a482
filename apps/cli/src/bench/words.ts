import { findingsIn, type ListedWord, WordMatcher, wordFinder } from '@zhanqun/checks/server';
import type { Figure } from './command';

const WORDS = 50_000;
const CHARACTERS = 20_000;
const RUNS = 50;
/** A listed word in every so many characters. */
const EVERY = 200;

/** The same numbers from 0 to 1 each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function material() {
  const random = numbers(20261123);
  // Some characters are far more frequent than others, as in real texts.
  const character = () => String.fromCharCode(0x4e00 + Math.floor(random() * random() * 3500));
  const phrases = new Set<string>();
  while (phrases.size < WORDS) phrases.add(Array.from({ length: 2 + Math.floor(random() * 5) }, character).join(''));
  const words = [...phrases];
  const paragraphs: string[] = [];
  for (let length = 0; length < CHARACTERS; length += EVERY) {
    const listed = words[Math.floor(random() * WORDS)] ?? '';
    paragraphs.push(`<p>${listed}${Array.from({ length: EVERY - listed.length }, character).join('')}</p>`);
  }
  return { words, body: paragraphs.join('') };
}

/** All rules over a long text against a long list, as each save and each publication does it. */
export async function measureWords(): Promise<Figure[]> {
  const { words, body } = material();
  const listed = words.map(
    (phrase): ListedWord => ({
      phrase,
      kind: 'SENSITIVE',
      suggestion: '',
      weight: 'WARN',
      mayExempt: true,
      note: '',
      standing: phrase,
    }),
  );
  const began = performance.now();
  const GROUP = await WordMatcher.build('GROUP', 1, listed);
  const built = performance.now() - began;
  const findWords = wordFinder({ GROUP, SITE: await WordMatcher.build('SITE', 1, []) });
  const text = { title: '标题', summary: '', body, source: '', author: '', keywords: '' };
  if (findingsIn(text, findWords).length === 0) throw new Error('The listed words were not found.');
  const times = Array.from({ length: RUNS }, () => {
    const from = performance.now();
    findingsIn(text, findWords);
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return [
    { name: '检查 2 万字、5 万个词：中位', value: times[RUNS / 2] ?? 0, unit: 'ms', limit: 30 },
    { name: '检查 2 万字、5 万个词：最慢的二十分之一', value: times[Math.floor(RUNS * 0.95)] ?? 0, unit: 'ms' },
    { name: '词库有新版时在内存里建好 5 万个词', value: built, unit: 'ms' },
  ];
}
