import { describe, expect, it } from 'vitest';
import { BUILT_IN_THEMES } from '../theme/built-in-themes';
import { bandSvg, landscapeSvg, placeholderSvg } from './landscape';
import { landscapePalette } from './palette';

const palette = landscapePalette({
  mainColour: '#1f6b57',
  accentColour: '#b7682c',
  headerStyle: 'ridge',
  density: 'regular',
});
const TOWNS = ['沙石镇', '水东镇', '唐江镇', '池江镇', '油山镇', '社溪镇', '龙南镇', '三百山镇', '长胜镇', '壬田镇'];
const banner = (name: string, kind = 'TOWN') => landscapeSvg({ name, level: 'TOWN', kind, palette, shape: 'banner' });

describe('landscapeSvg', () => {
  it('draws the same bytes for the same identity', () => {
    expect(banner('沙石镇')).toBe(banner('沙石镇'));
  });

  it('gives ten towns of one theme ten different banners', () => {
    expect(new Set(TOWNS.map((name) => banner(name))).size).toBe(TOWNS.length);
  });

  it.each(['PORTAL', 'COUNTY', 'TOWN', 'DEPARTMENT', 'ZONE'])(
    'stays between 2 and 7 KB for %s, banner and card',
    (kind) => {
      for (const name of TOWNS) {
        for (const shape of ['banner', 'card'] as const) {
          const size = Buffer.byteLength(landscapeSvg({ name, level: 'x', kind, palette, shape }));
          expect(size, `${name} ${shape}`).toBeGreaterThan(2000);
          expect(size, `${name} ${shape}`).toBeLessThan(7000);
        }
      }
    },
  );

  it('holds no script, style, outside reference or broken number, in any built-in theme', () => {
    for (const theme of BUILT_IN_THEMES) {
      const svg = landscapeSvg({
        name: theme.name,
        level: 'COUNTY',
        kind: 'COUNTY',
        palette: landscapePalette(theme.settings),
        shape: 'banner',
      });
      expect(svg).not.toMatch(/<script|style=|<style|NaN|undefined|Infinity|--/);
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
    }
  });
});

describe('placeholderSvg', () => {
  it('gives every item of a site a view of its own, always the same', () => {
    const draw = (seed: string) => placeholderSvg({ seed, siteName: '沙石镇', palette });
    const views = Array.from({ length: 20 }, (_, index) => draw(`item-${index}`));
    expect(new Set(views).size).toBe(20);
    expect(draw('item-0')).toBe(views[0]);
  });
});

describe('bandSvg', () => {
  it('shows another view than the banner of the same site', () => {
    for (const name of TOWNS) expect(bandSvg({ name, kind: 'TOWN', palette })).not.toBe(banner(name));
  });
});
