import { archBridge, cityWall, coveredBridge, fortress, houses, type Motif, pagoda, workshops } from './buildings';
import {
  bamboo,
  birds,
  boat,
  camphor,
  clouds,
  fields,
  floatingBridge,
  orchard,
  pine,
  river,
  sun,
  terraces,
  turbines,
} from './nature';
import type { LandscapePalette } from './palette';
import { type Random, seededRandom } from './random';
import { areaBelow, type RidgeCharacter, ridgeLine } from './ridges';

export type LandscapeShape = 'banner' | 'card';

export interface LandscapeIdentity {
  /** The site's name: with level and kind it decides the whole picture. */
  name: string;
  level: string | number;
  /** Kind of site: PORTAL, COUNTY, TOWN, DEPARTMENT, ZONE; any other is drawn as a town. */
  kind: string;
  palette: LandscapePalette;
  shape: LandscapeShape;
}

const SIZE = { banner: { width: 1600, height: 360 }, card: { width: 800, height: 600 } } as const;

type Ground = 'river' | 'terraces' | 'orchard' | 'fields';

interface Scene {
  ground: Ground;
  building: Motif | undefined;
  tree: Motif;
  second: Motif | undefined;
}

function composeScene(kind: string, random: Random): Scene {
  const tree = random.pick([camphor, pine, bamboo, camphor] as const);
  switch (kind) {
    case 'PORTAL':
      return { ground: 'river', building: cityWall, tree: camphor, second: pagoda };
    case 'COUNTY':
      return {
        ground: random.pick(['river', 'terraces', 'orchard'] as const),
        building: random.pick([pagoda, fortress, archBridge, houses] as const),
        tree,
        second: random.chance(0.5) ? pagoda : undefined,
      };
    case 'ZONE':
      return { ground: random.pick(['river', 'fields'] as const), building: workshops, tree, second: turbines };
    case 'DEPARTMENT':
      return {
        ground: 'river',
        building: undefined,
        tree: random.pick([pine, bamboo, camphor] as const),
        second: undefined,
      };
    default:
      return {
        ground: random.pick(['terraces', 'orchard', 'river', 'fields'] as const),
        building: random.pick([houses, fortress, coveredBridge, archBridge, houses, pagoda] as const),
        tree,
        second: undefined,
      };
  }
}

const BRIDGES = new Set<Motif>([archBridge, coveredBridge]);

function place(motif: string, x: number, y: number, scale: number): string {
  return `<g transform="translate(${Math.round(x)} ${Math.round(y)})scale(${scale.toFixed(2)})">${motif}</g>`;
}

function smooth(edge: number, end: number, x: number): number {
  const t = Math.min(Math.max((x - edge) / (end - edge), 0), 1);
  return t * t * (3 - 2 * t);
}

/** A landscape of ridges, water, fields and roofs; the same identity always gives the same bytes (2 to 6 KB). */
export function landscapeSvg({ name, level, kind, palette, shape }: LandscapeIdentity): string {
  const random = seededRandom(`${name}|${level}|${kind}`);
  const { width, height } = SIZE[shape];
  const banner = shape === 'banner';
  const character: RidgeCharacter = random.pick(['rolling', 'peaked', 'mesa', 'rolling'] as const);
  const scene = composeScene(kind, random);
  const calm = banner ? 0.32 : 0.9;
  const envelope = (x: number) => calm + (1 - calm) * smooth(width * 0.22, width * 0.58, x);
  const range = (base: number, rise: number, peaks: number) =>
    ridgeLine({ random, width, base: height * base, rise: height * rise, peaks, character, envelope });

  const far = range(0.74, 0.5, banner ? 6 : 3);
  const middle = range(0.82, 0.42, banner ? 5 : 3);
  const near = range(0.9, 0.3, banner ? 4 : 2);
  const focus = banner ? random.between(0.62, 0.84) : random.between(0.4, 0.62);
  const sunX = Math.round(width * (banner ? random.between(0.42, 0.66) : random.between(0.2, 0.8)));
  const sunY = Math.round(height * random.between(0.25, 0.36));
  const layer = (line: (x: number) => number, gradient: string, samples: number) =>
    `<path d="${areaBelow(line, width, height, samples)}" fill="url(#${gradient})"/>`;

  const parts = [
    `<rect width="${width}" height="${height}" fill="url(#s)"/>`,
    sun(sunX, sunY, random.int(22, 34), palette),
    layer(far, 'f', banner ? 26 : 15),
    clouds(
      Math.round(width * random.between(0.42, 0.8)),
      Math.round(height * random.between(0.36, 0.5)),
      random,
      palette,
    ),
    layer(middle, 'm', banner ? 22 : 13),
    scene.second === turbines
      ? place(turbines(palette, random), width * (focus - 0.16), middle(width * (focus - 0.16)) + 14, 0.8)
      : '',
    scene.second === pagoda
      ? place(pagoda(palette, random), width * (focus + 0.13), middle(width * (focus + 0.13)) + 22, 0.6)
      : '',
    birds(width * random.between(0.5, 0.9), height * 0.3, random, palette),
    ...foreground(scene, { random, palette, width, height, near, focus, banner, layer }),
  ];
  return wrap(width, height, palette, parts.join(''));
}

interface Foreground {
  random: Random;
  palette: LandscapePalette;
  width: number;
  height: number;
  near: (x: number) => number;
  focus: number;
  banner: boolean;
  layer: (line: (x: number) => number, gradient: string, samples: number) => string;
}

function foreground(scene: Scene, view: Foreground): string[] {
  const { random, palette, width, height, near, focus, banner, layer } = view;
  const scale = banner ? 0.9 : 1.5;
  const bridge = scene.building !== undefined && BRIDGES.has(scene.building);
  const water = height * (banner ? 0.84 : 0.8);
  const drawn = scene.building?.(palette, random) ?? '';
  const tree = scene.tree(palette, random);
  const grove = (x: number, y: number) => place(tree, x, y, scale) + place(tree, x + 62 * scale, y + 6, scale * 0.72);

  if (scene.ground === 'river' || bridge) {
    const left = floatingFrom(scene, focus, width);
    return [
      layer(near, 'n', banner ? 18 : 11),
      bridge ? '' : place(drawn, width * focus, water + 4, scale),
      river(width, water, height, random, palette),
      bridge ? place(drawn, width * focus, water + 10, scale) : '',
      left === undefined
        ? ''
        : floatingBridge(left, Math.round(width * focus) - 30, Math.round(height * 0.93), palette),
      boat(Math.round(width * (focus - random.between(0.2, 0.3))), Math.round(height * 0.94), palette),
      grove(width * Math.min(focus + random.between(0.16, 0.22), banner ? 0.93 : 0.82), water + 12),
    ];
  }
  const slope = (x: number) => near(x) + height * 0.06;
  const ground = {
    terraces: () => terraces(slope, width, height, palette),
    orchard: () => layer(slope, 'n', 16) + orchard(slope, width * (banner ? 0.4 : 0), width, height, random, palette),
    fields: () => fields(width, height * 0.84, height, random, palette),
  }[scene.ground]();
  const foot = scene.ground === 'fields' ? height * 0.87 : Math.min(near(width * focus) + height * 0.12, height * 0.95);
  return [
    scene.ground === 'fields' ? layer(near, 'n', banner ? 18 : 11) : '',
    ground,
    place(drawn, width * focus, foot, scale),
    grove(width * (focus - (banner ? 0.15 : 0.42)), foot + 8),
  ];
}

/** Only the walled city has its floating bridge; elsewhere the water is left open. */
function floatingFrom(scene: Scene, focus: number, width: number): number | undefined {
  return scene.building === cityWall ? Math.round(width * (focus - 0.3)) : undefined;
}

function wrap(width: number, height: number, palette: LandscapePalette, body: string): string {
  const fade = (id: string, from: string, to: string) =>
    `<linearGradient id="${id}" x2="0" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
    `<defs>${fade('s', palette.sky, palette.glow)}${fade('f', palette.far, palette.mist)}${fade('m', palette.middle, palette.mist)}${fade('n', palette.near, palette.middle)}</defs>` +
    `${body}</svg>`
  );
}

export interface PlaceholderIdentity {
  /** What the picture stands for, e.g. the item's id: each gets a view of its own. */
  seed: string;
  siteName: string;
  palette: LandscapePalette;
}

/** A view of the site's country for an item that has no photograph: quieter than the banner, 4 to 3. */
export function placeholderSvg({ seed, siteName, palette }: PlaceholderIdentity): string {
  const random = seededRandom(`${siteName}|${seed}`);
  const kind = random.pick(['TOWN', 'COUNTY', 'TOWN', 'DEPARTMENT'] as const);
  return landscapeSvg({ name: `${siteName}${seed}`, level: 'item', kind, palette, shape: 'card' });
}

export interface BandIdentity {
  name: string;
  /** As in LandscapeIdentity. */
  kind: string;
  palette: LandscapePalette;
}

/** A second wide view of a site's country: other ridges and, as a rule, another ground than its banner has. */
export function bandSvg({ name, kind, palette }: BandIdentity): string {
  return landscapeSvg({ name, level: 'band', kind: kind === 'TOWN' ? 'COUNTY' : 'TOWN', palette, shape: 'banner' });
}
