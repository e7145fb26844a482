import { describe, expect, it } from 'vitest';
import { DENSITIES, HEADER_STYLES, type ThemeSettings, themeSettings } from '../schema';
import { BUILT_IN_THEMES } from './built-in-themes';
import { checkThemeContrast } from './contrast';
import { themeCss } from './theme-css';
import { themeHash } from './theme-hash.server';

const settings = (mainColour: string, accentColour = '#b7682c'): ThemeSettings => ({
  mainColour,
  accentColour,
  headerStyle: 'ridge',
  density: 'regular',
});

describe('built-in themes', () => {
  it.each(BUILT_IN_THEMES.map((theme) => [theme.name, theme] as const))('%s passes every contrast pair', (_, theme) => {
    expect(themeSettings.parse(theme.settings)).toEqual(theme.settings);
    expect(checkThemeContrast(theme.settings).filter((pair) => !pair.ok)).toEqual([]);
  });

  it('are at least eight, with different codes, main colours and every header style and density between them', () => {
    expect(BUILT_IN_THEMES.length).toBeGreaterThanOrEqual(8);
    for (const key of ['code', 'name'] as const) {
      expect(new Set(BUILT_IN_THEMES.map((theme) => theme[key])).size).toBe(BUILT_IN_THEMES.length);
    }
    expect(new Set(BUILT_IN_THEMES.map((theme) => theme.settings.mainColour)).size).toBe(BUILT_IN_THEMES.length);
    expect(new Set(BUILT_IN_THEMES.map((theme) => theme.settings.headerStyle)).size).toBe(HEADER_STYLES.length);
    expect(new Set(BUILT_IN_THEMES.map((theme) => theme.settings.density)).size).toBe(DENSITIES.length);
  });
});

describe('checkThemeContrast', () => {
  it('refuses a main colour on which white text falls below 4.5 to 1, and names the pair', () => {
    const failing = checkThemeContrast(settings('#e8b04a')).filter((pair) => !pair.ok);
    expect(failing.map((pair) => pair.pair)).toContain('主色底上的白字');
    expect(failing.every((pair) => pair.ratio < pair.required)).toBe(true);
  });

  it('draws the line between #767676 (4.54) and #777777 (4.47) for white text', () => {
    const white = (grey: string) => checkThemeContrast(settings(grey)).find((pair) => pair.pair === '主色底上的白字');
    expect(white('#767676')).toMatchObject({ ratio: 4.54, ok: true });
    expect(white('#777777')).toMatchObject({ ratio: 4.47, ok: false });
  });

  it('keeps body text at 7 to 1 or better on any main colour', () => {
    for (const colour of ['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#000000', '#ffffff', '#888888']) {
      for (const pair of checkThemeContrast(settings(colour)).filter((entry) => entry.required === 7)) {
        expect(pair.ok, `${pair.pair} on ${colour}`).toBe(true);
      }
    }
  });

  it('always finds a legible text colour for the accent', () => {
    for (const accent of ['#ffffff', '#000000', '#808080', '#ff8800', '#00a0ff', '#9a5b2e', '#757575']) {
      const pair = checkThemeContrast(settings('#1d5a86', accent)).find((entry) => entry.pair === '重点色按钮上的文字');
      expect(pair?.ok, accent).toBe(true);
    }
  });
});

describe('themeCss', () => {
  it('holds computed sRGB colours only', () => {
    const css = themeCss(settings('#1d5a86'));
    expect(css).not.toMatch(/oklch|color-mix|@layer|var\(/);
    expect(css).toMatch(/--brand: #1d5a86;/);
    expect(css.match(/--brand-\d+: #[0-9a-f]{6};/g)).toHaveLength(11);
  });

  it('is the same for the same settings, and its hash changes with any of them', () => {
    const base = settings('#1d5a86');
    expect(themeCss(base)).toBe(themeCss({ ...base }));
    const hashes = [base, { ...base, mainColour: '#1d5a87' }, { ...base, density: 'airy' as const }].map((entry) =>
      themeHash(themeCss(entry)),
    );
    expect(new Set(hashes).size).toBe(3);
    expect(hashes[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});
