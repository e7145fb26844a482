import type { ThemeSettings } from '../schema';
import { SCALE_STEPS, themeColours } from './scale';

type Density = ThemeSettings['density'];

/** Row height never falls below the 44 px target, whatever the density. */
const DENSITY: Record<Density, Record<string, string>> = {
  airy: {
    'row-pad': '15px',
    'section-gap': '64px',
    'block-gap': '40px',
    'tile-pad': '28px',
    'tile-min': '160px',
    'tile-icon': '44px',
    'tile-text': '20px',
    'list-text': '19px',
    'list-columns': '1fr',
  },
  regular: {
    'row-pad': '11px',
    'section-gap': '48px',
    'block-gap': '32px',
    'tile-pad': '20px',
    'tile-min': '124px',
    'tile-icon': '32px',
    'tile-text': '18px',
    'list-text': '18px',
    'list-columns': '1fr 1fr',
  },
  dense: {
    'row-pad': '8px',
    'section-gap': '36px',
    'block-gap': '24px',
    'tile-pad': '14px',
    'tile-min': '88px',
    'tile-icon': '26px',
    'tile-text': '17px',
    'list-text': '17px',
    'list-columns': '1fr 1fr',
  },
};

/** The custom properties of a theme by name, without the leading dashes. */
export function themeProperties(settings: ThemeSettings): Record<string, string> {
  const colours = themeColours(settings);
  const scale = Object.fromEntries(SCALE_STEPS.map((step) => [`brand-${step}`, colours.scale[step]]));
  return {
    brand: colours.brand,
    ...scale,
    'on-brand': colours.onBrand,
    accent: colours.accent,
    'on-accent': colours.onAccent,
    'accent-ink': colours.accentInk,
    'accent-tint': colours.accentTint,
    ink: colours.ink,
    'ink-soft': colours.inkSoft,
    muted: colours.muted,
    line: colours.line,
    'line-strong': colours.lineStrong,
    paper: colours.paper,
    surface: colours.surface,
    wash: colours.wash,
    sky: colours.sky,
    ...DENSITY[settings.density],
  };
}

/** The theme as a style sheet of its own, served under its hash: plain sRGB, readable by Chromium 86. */
export function themeCss(settings: ThemeSettings): string {
  const lines = Object.entries(themeProperties(settings)).map(([name, value]) => `  --${name}: ${value};`);
  return `:root {\n${lines.join('\n')}\n}\n`;
}
