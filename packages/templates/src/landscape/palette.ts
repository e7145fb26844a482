import type { ThemeSettings } from '../schema';
import { type Oklch, oklchHex, readOklch, themeColours, tintHue } from '../theme/scale';

/** The hexes a landscape is painted with, far to near. */
export interface LandscapePalette {
  sky: string;
  glow: string;
  paper: string;
  mist: string;
  far: string;
  middle: string;
  near: string;
  deep: string;
  leaf: string;
  /** The sun: the warmer of the theme's two colours. */
  warm: string;
  fruit: string;
  accent: string;
}

const isWarm = (hue: number) => hue > 15 && hue < 100;
const isGreen = (hue: number) => hue > 110 && hue < 190;

/** Trees are green under every theme: the theme's own green if it has one, else a quiet one that leans towards it. */
function leafColour(main: Oklch, accent: Oklch): string {
  const own = [main, accent].find((colour) => isGreen(colour.h) && colour.c > 0.03);
  if (own) return oklchHex(0.47, Math.min(own.c * 0.85, 0.1), own.h);
  const isCool = main.h > 190 && main.h < 290;
  return oklchHex(0.46, 0.055, isCool ? 175 : 142);
}

/** Distant ridges lean a little towards the sky's warmth, so that one hue does not read as flat. */
export function landscapePalette(settings: ThemeSettings): LandscapePalette {
  const colours = themeColours(settings);
  const main = readOklch(settings.mainColour);
  const accent = readOklch(settings.accentColour);
  const chroma = Math.min(Math.max(main.c, 0.03), 0.13);
  const warm = [accent, main].find((colour) => isWarm(colour.h)) ?? { c: 0.12, h: 62 };
  // Pale reds read as pink: red hills turn to sandstone as they recede.
  const turn = main.h < 60 || main.h > 340 ? 26 : 10;
  return {
    sky: colours.sky,
    glow: oklchHex(0.965, 0.03, warm.h),
    paper: colours.paper,
    mist: oklchHex(0.955, chroma * 0.18, tintHue(main.h, 0.955)),
    far: oklchHex(0.86, chroma * 0.45, main.h + turn),
    middle: oklchHex(0.74, chroma * 0.72, main.h + turn / 2),
    near: oklchHex(0.57, chroma * 0.9, main.h),
    deep: oklchHex(0.36, chroma * 0.75, main.h - 4),
    leaf: leafColour(main, accent),
    warm: oklchHex(0.69, Math.max(Math.min(warm.c, 0.14), 0.1), warm.h),
    fruit: oklchHex(0.75, 0.15, 62),
    accent: colours.accent,
  };
}

/** The same country by night, on the main colour itself: for a header that is a band of that colour under white words. */
export function duskPalette(settings: ThemeSettings): LandscapePalette {
  const { brand, scale } = themeColours(settings);
  const { c, h } = readOklch(settings.mainColour);
  return {
    ...landscapePalette(settings),
    sky: brand,
    glow: brand,
    // Clouds and walls lie behind white words: no lighter than those words allow.
    paper: scale[500],
    mist: scale[700],
    far: oklchHex(0.43, c * 0.85, h),
    middle: oklchHex(0.37, c * 0.8, h),
    near: oklchHex(0.3, c * 0.7, h),
    deep: scale[950],
    leaf: oklchHex(0.27, 0.045, 150),
  };
}
