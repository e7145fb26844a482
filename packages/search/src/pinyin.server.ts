import { pinyin } from 'pinyin-pro';

/**
 * Pinyin as people who mix up zh and z, or ng and n, also write it: a typed one and an indexed one are folded alike.
 * `lv` and `nv` are how ü is typed.
 */
export function foldPinyin(typed: string): string {
  return typed
    .replace(/([zcs])h/g, '$1')
    .replace(/ng+/g, 'n')
    .replace(/v/g, 'u');
}

export interface Sound {
  /** Folded syllables in one word: 章贡 → zanon. */
  full: string;
  /** zg; empty for a single character. */
  initials: string;
}

const sounds = new Map<string, Sound>();
const KEPT = 50_000;

export function soundOf(word: string): Sound {
  const known = sounds.get(word);
  if (known) return known;
  const syllables = pinyin(word, { toneType: 'none', type: 'array', nonZh: 'removed', v: true });
  const sound = {
    full: foldPinyin(syllables.join('')),
    initials: syllables.length > 1 ? syllables.map((syllable) => syllable.charAt(0)).join('') : '',
  };
  if (sounds.size >= KEPT) sounds.clear();
  sounds.set(word, sound);
  return sound;
}
