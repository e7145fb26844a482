import { wcagContrast } from 'culori';
import type { ThemeSettings } from '../schema';
import { themeColours } from './scale';

export interface ContrastPair {
  /** What the pair is, in words the person choosing colours understands. */
  pair: string;
  /** WCAG 2 contrast ratio, rounded down to two decimals so that a failing pair never reads as passing. */
  ratio: number;
  required: number;
  ok: boolean;
}

const AA = 4.5;
const BODY = 7;

/** All pairs of text and ground that public pages use. A theme with one failing pair is refused when saved. */
export function checkThemeContrast(settings: ThemeSettings): ContrastPair[] {
  const c = themeColours(settings);
  const pairs: [pair: string, text: string, ground: string, required: number][] = [
    ['主色底上的白字', c.onBrand, c.brand, AA],
    ['浅底上的主色字', c.brand, c.scale[50], AA],
    ['深色底上的白字', c.onBrand, c.scale[800], AA],
    ['纸面上的正文', c.ink, c.paper, BODY],
    ['白底上的正文', c.ink, c.surface, BODY],
    ['浅底上的正文', c.ink, c.scale[50], BODY],
    ['灰底上的正文', c.ink, c.wash, BODY],
    ['灰底上的说明文字', c.inkSoft, c.wash, BODY],
    ['纸面上的日期与次要文字', c.muted, c.paper, AA],
    ['灰底上的日期与次要文字', c.muted, c.wash, AA],
    ['浅底上的日期与次要文字', c.muted, c.scale[50], AA],
    ['纸面上的链接', c.scale[700], c.paper, AA],
    ['浅底上的链接', c.scale[700], c.scale[100], AA],
    ['灰底上的链接', c.scale[700], c.wash, AA],
    ['山水天空上的站名', c.scale[950], c.sky, BODY],
    ['重点色按钮上的文字', c.onAccent, c.accent, AA],
    ['重点色浅底上的重点文字', c.accentInk, c.accentTint, AA],
    ['纸面上的重点文字', c.accentInk, c.paper, AA],
  ];
  return pairs.map(([pair, text, ground, required]) => {
    const exact = wcagContrast(text, ground);
    return { pair, ratio: Math.floor(exact * 100) / 100, required, ok: exact >= required };
  });
}
