import { clampChroma, converter, formatHex, wcagContrast } from 'culori';
import type { ThemeSettings } from '../schema';

const toOklch = converter('oklch');

export const SCALE_STEPS = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950] as const;
export type ScaleStep = (typeof SCALE_STEPS)[number];

/** Lightness and share of the main colour's chroma for each step: pale steps stay calm, dark ones do not turn to mud. */
const STEPS: Record<ScaleStep, readonly [lightness: number, chroma: number]> = {
  50: [0.975, 0.11],
  100: [0.945, 0.22],
  200: [0.89, 0.42],
  300: [0.81, 0.64],
  400: [0.71, 0.85],
  500: [0.61, 1],
  600: [0.53, 1],
  700: [0.455, 0.95],
  800: [0.38, 0.82],
  900: [0.31, 0.66],
  950: [0.235, 0.5],
};

/** An OKLCH colour as the nearest sRGB hex, giving up chroma before lightness or hue. */
export function oklchHex(lightness: number, chroma: number, hue: number): string {
  return formatHex(clampChroma({ mode: 'oklch', l: lightness, c: chroma, h: hue }, 'oklch'));
}

export interface Oklch {
  l: number;
  c: number;
  h: number;
}

/** A grey has no hue of its own; 250 (a cool slate) keeps its neutrals from looking yellowed. */
export function readOklch(hex: string): Oklch {
  const colour = toOklch(hex);
  if (!colour) throw new RangeError(`Not a colour: ${hex}`);
  return { l: colour.l, c: colour.c, h: colour.h ?? 250 };
}

export type Scale = Record<ScaleStep, string>;

/** Pale reds read as pink; the palest tints of red and orange lean towards the yellow of paper instead. */
export function tintHue(hue: number, lightness: number): number {
  const warm = hue <= 78 ? hue : hue - 360;
  if (warm < -10 || lightness < 0.85) return hue;
  return warm + (78 - warm) * 0.55 * ((lightness - 0.85) / 0.15);
}

export function expandScale(hex: string): Scale {
  const { c, h } = readOklch(hex);
  return Object.fromEntries(
    SCALE_STEPS.map((step) => {
      const [lightness, share] = STEPS[step];
      return [step, oklchHex(lightness, c * share, tintHue(h, lightness))];
    }),
  ) as Scale;
}

export interface ThemeColours {
  brand: string;
  scale: Scale;
  onBrand: string;
  accent: string;
  onAccent: string;
  accentInk: string;
  accentTint: string;
  ink: string;
  inkSoft: string;
  muted: string;
  line: string;
  lineStrong: string;
  paper: string;
  surface: string;
  wash: string;
  sky: string;
}

/** Every colour a public page uses, from the two the theme sets. */
export function themeColours(settings: ThemeSettings): ThemeColours {
  const main = readOklch(settings.mainColour);
  const accent = readOklch(settings.accentColour);
  const trace = Math.min(main.c * 0.12, 0.014);
  const neutral = (lightness: number, weight = 1) => oklchHex(lightness, trace * weight, tintHue(main.h, lightness));
  const ink = neutral(0.235, 1.2);
  return {
    brand: formatHex(settings.mainColour) ?? settings.mainColour,
    scale: expandScale(settings.mainColour),
    onBrand: '#ffffff',
    accent: formatHex(settings.accentColour) ?? settings.accentColour,
    // Near-black is dark enough for every accent on which white is not legible: one of the two always reaches 4.5.
    onAccent: wcagContrast('#ffffff', settings.accentColour) >= 4.5 ? '#ffffff' : neutral(0.1),
    accentInk: oklchHex(0.46, Math.min(accent.c, 0.14), accent.h),
    accentTint: oklchHex(0.965, Math.min(accent.c * 0.16, 0.026), accent.h),
    ink,
    inkSoft: neutral(0.36, 1.2),
    muted: neutral(0.47, 1.1),
    line: neutral(0.905, 0.8),
    lineStrong: neutral(0.8, 1),
    paper: neutral(0.992, 0.22),
    surface: '#ffffff',
    wash: neutral(0.966, 0.6),
    sky: oklchHex(0.968, Math.min(main.c * 0.14, 0.02), tintHue(main.h, 0.968)),
  };
}
