import type { Block } from '@zhanqun/pages/schema';
import { landscapePalette, landscapeSvg } from '@zhanqun/templates/landscape';
import type { BlueprintContent, ThemeSettings } from '@zhanqun/templates/schema';
import { drawBlock, drawBlocks } from './block-picture';
import { box, type Colours, coloursOf, HEIGHT, inset, lines, sheet, WIDTH, words } from './picture-marks';

const SAMPLE = '示例县人民政府';
const HEADER = 96;

function banner(settings: ThemeSettings): string {
  const palette = landscapePalette(settings);
  return landscapeSvg({ name: SAMPLE, level: 'COUNTY', kind: 'COUNTY', palette, shape: 'banner' });
}

function seal(colours: Colours, name: string, x: number, y: number, size: number): string {
  return (
    box(x, y, size, size, colours.brand, 6) +
    words(x + size / 2, y + size * 0.68, [...name][0] ?? '', colours.onBrand, {
      size: size * 0.52,
      serif: true,
      anchor: 'middle',
    })
  );
}

/** The head of a public page in each of the four styles. */
function header(settings: ThemeSettings, colours: Colours, name: string): string {
  const nameAt = (x: number, fill: string, size = 25) => words(x, 60, name, fill, { size, weight: 700, serif: true });
  const search = box(WIDTH - 160, 38, 136, 26, colours.surface, 13);
  switch (settings.headerStyle) {
    case 'ridge':
      return (
        box(0, 0, WIDTH, HEADER + 44, colours.sky, 0) +
        inset(banner(settings), 0, 0, WIDTH, HEADER + 44) +
        nameAt(24, colours.scale[950])
      );
    case 'band':
      return box(0, 0, WIDTH, HEADER, colours.brand, 0) + nameAt(24, colours.onBrand) + search;
    case 'plain':
      return (
        box(0, 0, WIDTH, HEADER, colours.surface, 0) +
        nameAt(24, colours.ink) +
        box(WIDTH - 160, 38, 136, 26, colours.wash, 13)
      );
    case 'seal':
      return (
        box(0, 0, WIDTH, HEADER, colours.paper, 0) +
        seal(colours, name, 24, 24, 48) +
        nameAt(86, colours.scale[900]) +
        box(WIDTH - 160, 38, 136, 26, colours.wash, 13)
      );
  }
}

function headerHeight(settings: ThemeSettings): number {
  return settings.headerStyle === 'ridge' ? HEADER + 44 : HEADER;
}

function menu(colours: Colours, y: number): string {
  const entries = ['首页', '政务动态', '信息公开', '办事服务', '互动交流'];
  return (
    box(0, y, WIDTH, 34, colours.scale[800], 0) +
    entries.map((entry, i) => words(24 + i * 104, y + 23, entry, colours.onBrand, { size: 14, weight: 500 })).join('')
  );
}

/** A theme: its header, its menu, a few lines and a button, and the swatches of its scale. */
export function themePicture(settings: ThemeSettings, name = SAMPLE): string {
  const colours = coloursOf(settings);
  const top = headerHeight(settings);
  const body = top + 34;
  const steps = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900] as const;
  const swatch = (WIDTH - 48) / (steps.length + 2);
  return sheet(
    box(0, 0, WIDTH, HEIGHT, colours.paper, 0) +
      header(settings, colours, name) +
      menu(colours, top) +
      words(24, body + 40, '今日要闻', colours.brand, { size: 19 }) +
      lines(
        24,
        body + 58,
        340,
        4,
        colours.inkSoft,
        settings.density === 'dense' ? 18 : settings.density === 'airy' ? 27 : 22,
      ) +
      box(WIDTH - 190, body + 24, 166, 40, colours.accent, 6) +
      words(WIDTH - 107, body + 50, '我要办事', colours.onAccent, { size: 16, anchor: 'middle' }) +
      box(WIDTH - 190, body + 76, 166, 56, colours.scale[50], 6) +
      words(WIDTH - 174, body + 110, '通知公告', colours.brand, { size: 15 }) +
      steps.map((step, i) => box(24 + i * swatch, HEIGHT - 44, swatch + 0.5, 24, colours.scale[step], 0)).join('') +
      box(24 + steps.length * swatch + 8, HEIGHT - 44, swatch * 2 - 8, 24, colours.accent, 0),
  );
}

/** A blueprint: the top of its home page in its own theme. */
export function blueprintPicture(content: BlueprintContent, theme: ThemeSettings): string {
  const colours = coloursOf(theme);
  const top = headerHeight(theme) + 34;
  const drawing = drawBlocks(content.home, colours, { x: 24, y: top + 18, width: WIDTH - 48 });
  const height = Math.max(HEIGHT, top + 36 + drawing.height);
  return sheet(
    box(0, 0, WIDTH, height, colours.paper, 0) + header(theme, colours, SAMPLE) + menu(colours, top - 34) + drawing.svg,
    height,
  );
}

/** One block by itself, near enough that its words can be read on a card. */
export function blockPicture(block: Block, theme: ThemeSettings): string {
  const colours = coloursOf(theme);
  const [width, height, margin] = [480, 300, 20];
  const place = { x: margin, y: 0, width: width - margin * 2 };
  const y = Math.max(margin, (height - drawBlock(block, colours, place).height) / 2);
  const drawn = drawBlock(block, colours, { ...place, y }).svg;
  return sheet(box(0, 0, width, height, colours.wash, 0) + drawn, height, width);
}
