import { dict } from '@node-rs/jieba/dict.js';

export interface Texts {
  make(): { title: string; words: string[]; text: string };
  /** The word of this rank, 0 the most frequent. */
  wordAt(rank: number): string;
}

/** The same texts in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const VOCABULARY = 60_000;
const ENDINGS = ['通知', '公告', '公示', '意见', '通报', '方案'];

/** Texts of words as frequent as a dictionary of running Chinese counts them: a few stand everywhere, most nearly nowhere. */
export function makeTexts(): Texts {
  const entries = Buffer.from(dict)
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .map(([word = '', frequency]) => ({ word, frequency: Number(frequency) }))
    .filter(({ word }) => /^\p{Script=Han}{2,4}$/u.test(word))
    .sort((a, b) => b.frequency - a.frequency)
    .slice(0, VOCABULARY);
  const sums = new Float64Array(entries.length);
  let total = 0;
  for (const [at, { frequency }] of entries.entries()) {
    total += frequency;
    sums[at] = total;
  }
  const random = randomFrom(20_26);
  const pick = (): string => {
    const wanted = random() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return entries[low]?.word ?? '';
  };
  const several = (count: number) => Array.from({ length: count }, pick);
  return {
    make() {
      const titleWords = several(4 + Math.floor(random() * 4));
      const ending = ENDINGS[Math.floor(random() * random() * ENDINGS.length)] ?? '';
      const words = several(80 + Math.floor(random() * 240));
      const text = words.map((word, at) => (at % 9 === 8 ? `${word}，` : word)).join('');
      return { title: `关于${titleWords.join('')}的${ending}`, words, text };
    },
    wordAt: (rank) => entries[rank]?.word ?? '',
  };
}
