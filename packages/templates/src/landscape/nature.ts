import type { Motif } from './buildings';
import type { LandscapePalette } from './palette';
import type { Random } from './random';
import { areaBelow } from './ridges';

export function sun(x: number, y: number, radius: number, palette: LandscapePalette): string {
  return `<circle cx="${x}" cy="${y}" r="${radius * 2}" fill="${palette.glow}"/><circle cx="${x}" cy="${y}" r="${radius}" fill="${palette.warm}" opacity=".85"/>`;
}

export function birds(x: number, y: number, random: Random, palette: LandscapePalette): string {
  const flock = Array.from({ length: random.int(3, 5) }, () => {
    const size = random.int(6, 11);
    return `M${Math.round(x + random.between(-70, 70))} ${Math.round(y + random.between(-26, 26))}q${size / 2}-${size / 2} ${size} 0q${size / 2}-${size / 2} ${size} 0`;
  }).join('');
  return `<path d="${flock}" fill="none" stroke="${palette.near}" stroke-width="2" stroke-linecap="round"/>`;
}

/** Flat bars of cloud, as woodcuts draw them. */
export function clouds(x: number, y: number, random: Random, palette: LandscapePalette): string {
  const length = random.int(110, 190);
  const shift = random.int(30, 70);
  return `<path d="M${x} ${y}h${length}M${x + shift} ${y + 16}h${length + 30}M${x - shift + 20} ${y + 32}h${Math.round(length * 0.6)}" stroke="${palette.paper}" stroke-width="9" stroke-linecap="round" opacity=".85"/>`;
}

/** Water along the foot of the picture, with the light lying on it and a boat or two. */
export function river(width: number, top: number, floor: number, random: Random, palette: LandscapePalette): string {
  const bend = random.int(-10, 10);
  const light = Array.from({ length: 9 }, () => {
    const x = Math.round(random.between(0.02, 0.9) * width);
    const y = Math.round(random.between(top + 16, floor - 6));
    return `M${x} ${y}h${random.int(40, 150)}`;
  }).join('');
  return (
    `<path d="M0 ${top + bend}Q${width / 4} ${top - bend} ${width / 2} ${top}T${width} ${top + bend}V${floor}H0Z" fill="${palette.mist}"/>` +
    `<path d="${light}" stroke="${palette.far}" stroke-width="3" stroke-linecap="round"/>`
  );
}

export function boat(x: number, y: number, palette: LandscapePalette): string {
  return `<path d="M${x - 34} ${y - 4}q34 16 68 0l-8 10h-52z" fill="${palette.deep}"/><path d="M${x - 14} ${y}q14-22 28 0z" fill="${palette.near}"/>`;
}

/** Boats side by side with planks across: the floating bridge over the river below a walled city. */
export function floatingBridge(from: number, to: number, y: number, palette: LandscapePalette): string {
  let hulls = '';
  for (let x = from; x <= to; x += 34) hulls += `M${x - 11} ${y}h22l-5 8h-12z`;
  return `<path d="${hulls}" fill="${palette.deep}"/><path d="M${from - 20} ${y - 2}H${to + 20}" stroke="${palette.near}" stroke-width="4"/>`;
}

/** Paddy steps following a hill, each with its bright rim of water. */
export function terraces(line: (x: number) => number, width: number, floor: number, palette: LandscapePalette): string {
  const steps = 6;
  return Array.from({ length: steps }, (_, index) => {
    const share = 1 - index / steps;
    const step = (x: number) => floor - (floor - line(x)) * share + 5 * Math.sin(x / (46 + index * 9) + index * 1.9);
    const fill = index % 2 === 0 ? palette.near : palette.leaf;
    return `<path d="${areaBelow(step, width, floor, 14)}" fill="${fill}" stroke="${palette.mist}" stroke-width="3"/>`;
  }).join('');
}

/** Rows of broad crowns on short trunks, oranges among the leaves, smaller up the slope. */
export function orchard(
  line: (x: number) => number,
  from: number,
  to: number,
  floor: number,
  random: Random,
  palette: LandscapePalette,
): string {
  const rows = 3;
  let trees = '';
  for (let row = 0; row < rows; row += 1) {
    const scale = 0.55 + row * 0.28;
    const gap = 92 * scale;
    let planted = '';
    for (let x = from + random.between(0, gap); x < to; x += gap) {
      const crest = line(x);
      const y = crest + ((floor - crest) * (row + 0.55)) / (rows + 0.3);
      const tree = random.chance(0.5) ? 'o' : 'p';
      planted += `<use href="#${tree}" x="${Math.round(x / scale)}" y="${Math.round(y / scale)}"/>`;
    }
    trees += `<g transform="scale(${scale.toFixed(2)})">${planted}</g>`;
  }
  const crown = `<path d="M-3 4h6l1-14h-8z" fill="${palette.deep}"/><path d="M-26-12a12 12 0 0 1 5-18a15 15 0 0 1 20-11a15 15 0 0 1 21 9a12 12 0 0 1 6 19a10 10 0 0 1-13 6a18 18 0 0 1-25 0a10 10 0 0 1-14-5z" fill="${palette.leaf}"/>`;
  const fruit = (spots: string) =>
    `<path d="${spots}" stroke="${palette.fruit}" stroke-width="9" stroke-linecap="round"/>`;
  return (
    `<defs><g id="t">${crown}</g>` +
    `<g id="o"><use href="#t"/>${fruit('M-15-17h0M3-31h0M14-14h0M-5-7h0')}</g>` +
    `<g id="p"><use href="#t"/>${fruit('M-11-29h0M17-24h0M3-16h0')}</g></defs>${trees}`
  );
}

/** Furrows running together towards the horizon. */
export function fields(width: number, top: number, floor: number, random: Random, palette: LandscapePalette): string {
  const vanishing = Math.round(width * random.between(0.55, 0.85));
  let rows = '';
  for (let index = -7; index <= 7; index += 1) {
    rows += `M${vanishing + index * 34} ${top}Q${vanishing + index * 90} ${Math.round((top + floor) / 2)} ${vanishing + index * 190} ${floor}`;
  }
  return (
    `<path d="M0 ${top}H${width}V${floor}H0Z" fill="${palette.middle}"/>` +
    `<path d="${rows}" fill="none" stroke="${palette.mist}" stroke-width="4" opacity=".7"/>`
  );
}

export const camphor: Motif = (palette) =>
  `<path d="M-7 0q4-26-4-44l10 12 12-14q-7 24-2 46z" fill="${palette.deep}"/>` +
  `<path d="M-46-62a24 24 0 0 1 22-34a30 30 0 0 1 52-2a24 24 0 0 1 20 38a18 18 0 0 1-28 16a26 26 0 0 1-40 0a18 18 0 0 1-26-18z" fill="${palette.leaf}"/>`;

export const pine: Motif = (palette) =>
  `<path d="M-3 0q2-44 10-92l4 1q-5 46-5 91z" fill="${palette.deep}"/>` +
  `<path d="M-34-48q16-16 46 0q-22 8-46 0zM-14-70q22-16 52 0q-26 9-52 0zM-22-92q26-18 54 0q-28 9-54 0z" fill="${palette.leaf}"/>`;

export const bamboo: Motif = (palette, random) => {
  let stems = '';
  let leaves = '';
  for (let index = 0; index < 5; index += 1) {
    const x = index * 13 - 26;
    const height = random.int(70, 116);
    const lean = random.int(-10, 14);
    stems += `M${x} 0q0-${Math.round(height / 2)} ${lean}-${height}`;
    leaves += `M${x + lean} ${-height}q16 2 22 14q-16-1-22-14zM${x + lean - 2} ${-height + 18}q-14 4-20 15q15-1 20-15z`;
  }
  return `<path d="${stems}" fill="none" stroke="${palette.leaf}" stroke-width="4"/><path d="${leaves}" fill="${palette.leaf}"/>`;
};

export const turbines: Motif = (palette) => {
  const one = (x: number, height: number, turn: number) =>
    `<g transform="translate(${x} ${-height})"><path d="M-2 0L-4 ${height}h8L2 0z"/><path transform="rotate(${turn})" d="M0 0l-3-6L0-40l3 34zM0 0l3 6L-36 20zM0 0l5-3L36 20z"/></g>`;
  return `<g fill="${palette.paper}">${one(-70, 104, 14)}${one(10, 84, 40)}${one(80, 66, 2)}</g>`;
};
