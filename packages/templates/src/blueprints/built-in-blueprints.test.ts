import { type Block, block as blockSchema } from '@zhanqun/pages/schema';
import { describe, expect, it } from 'vitest';
import { blockPreset, blueprintContent } from '../schema';
import { BUILT_IN_THEMES } from '../theme/built-in-themes';
import { BUILT_IN_BLOCKS } from './built-in-blocks';
import { BUILT_IN_BLUEPRINTS } from './built-in-blueprints';
import { flatten } from './notation';

const THEMES = new Set(BUILT_IN_THEMES.map((theme) => theme.code));
/** The disclosure classes that the regulation requires (domain §4.1), as codes of the county portal. */
const LEGAL_CLASSES =
  'guifan jigou lingdao guihua tongji xuke chufa yusuan shoufei caigou xiangmu jiuzhu jiaoyu yiliao shebao jiuye yingji huanbao anquan shipin kaolu shizheng zhengdi zhian qitagongkai'.split(
    ' ',
  );

function pointsAt(block: Block): string[] {
  if ('columnCode' in block.settings) return [block.settings.columnCode];
  const links =
    block.type === 'serviceGrid' ? block.settings.services : block.type === 'quickLinks' ? block.settings.links : [];
  return links.map((link) => /^\/c\/([^/]+)\/$/.exec(link.href)?.[1] ?? link.href);
}

describe.each(BUILT_IN_BLUEPRINTS.map((blueprint) => [blueprint.code, blueprint] as const))('%s', (_, { content }) => {
  const columns = flatten(content.columns);

  it('is a valid blueprint as it stands', () => {
    expect(blueprintContent.parse(content)).toEqual(content);
    expect(THEMES).toContain(content.themeCode);
  });

  it('gives each column a code of its own, a purpose and a responsible unit', () => {
    expect(new Set(columns.map((column) => column.code)).size).toBe(columns.length);
    for (const column of columns) {
      expect(column.description).not.toBe('');
      expect(column.responsibleUnit).toBeTruthy();
      expect(column.kind === 'GROUP').toBe(Boolean(column.children));
    }
  });

  it('shows only columns that it has, under block ids of their own', () => {
    const codes = new Set(columns.filter((column) => column.kind !== 'GROUP').map((column) => column.code));
    expect(content.home.flatMap(pointsAt).filter((code) => !codes.has(code))).toEqual([]);
    expect(new Set(content.home.map((block) => block.id)).size).toBe(content.home.length);
  });
});

describe('the built-in blueprints', () => {
  const sizes = Object.fromEntries(
    BUILT_IN_BLUEPRINTS.map(({ code, content }) => [
      code,
      flatten(content.columns).filter((column) => column.kind !== 'GROUP').length,
    ]),
  );

  it('have the columns that each kind of site needs', () => {
    expect(sizes).toEqual({ 'city-portal': 56, 'county-portal': 78, town: 20, department: 22, zone: 18 });
  });

  it('give a county portal six categories and 78 columns with every legal disclosure class', () => {
    const county = BUILT_IN_BLUEPRINTS.find((blueprint) => blueprint.code === 'county-portal');
    const tree = county?.content.columns ?? [];
    expect(tree.map((column) => column.kind)).toEqual(Array(6).fill('GROUP'));
    expect(tree.flatMap((column) => column.children ?? [])).toHaveLength(78);
    const codes = new Set(flatten(tree).map((column) => column.code));
    expect(LEGAL_CLASSES.filter((code) => !codes.has(code))).toEqual([]);
  });

  it('begin each kind of home page in its own way', () => {
    const beginnings = BUILT_IN_BLUEPRINTS.map(({ content }) => content.home.map((block) => block.type).slice(0, 3));
    expect(new Set(beginnings.map(String)).size).toBe(BUILT_IN_BLUEPRINTS.length);
  });
});

describe('the built-in blocks', () => {
  it('are valid presets with codes of their own', () => {
    for (const preset of BUILT_IN_BLOCKS) {
      expect(blockPreset.parse(preset.content)).toEqual(preset.content);
      expect(blockSchema.safeParse(preset.content.block).success).toBe(true);
    }
    expect(new Set(BUILT_IN_BLOCKS.map((preset) => preset.code)).size).toBe(BUILT_IN_BLOCKS.length);
  });

  it('point at columns that at least one built-in blueprint has', () => {
    const known = new Set(BUILT_IN_BLUEPRINTS.flatMap(({ content }) => flatten(content.columns)).map((c) => c.code));
    const unknown = BUILT_IN_BLOCKS.flatMap((preset) => pointsAt(preset.content.block)).filter((c) => !known.has(c));
    expect(unknown).toEqual([]);
  });
});
