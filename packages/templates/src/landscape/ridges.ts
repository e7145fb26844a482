import type { Random } from './random';

export type RidgeCharacter = 'rolling' | 'peaked' | 'mesa';

interface Peak {
  centre: number;
  width: number;
  height: number;
}

const PROFILE: Record<RidgeCharacter, (t: number) => number> = {
  rolling: (t) => Math.exp(-t * t),
  peaked: (t) => Math.exp(-(Math.abs(t) ** 1.15) * 1.5),
  mesa: (t) => 1 / (1 + t ** 6),
};

export interface RidgeOptions {
  random: Random;
  width: number;
  /** y of the valleys between the peaks. */
  base: number;
  /** Height of the tallest peak above the base. */
  rise: number;
  peaks: number;
  character: RidgeCharacter;
  /** Share of the full height at x; keeps the side where the site's name stands low and calm. */
  envelope: (x: number) => number;
}

/** The height of a range at each x, as y on the canvas. */
export function ridgeLine({
  random,
  width,
  base,
  rise,
  peaks,
  character,
  envelope,
}: RidgeOptions): (x: number) => number {
  const range: Peak[] = Array.from({ length: peaks }, (_, index) => ({
    centre: ((index + random.between(0.15, 0.85)) / peaks) * width,
    width: (width / peaks) * random.between(0.42, 0.8),
    height: rise * random.between(0.45, 1),
  }));
  return (x) => {
    const height = range.reduce(
      (tallest, peak) => Math.max(tallest, peak.height * PROFILE[character]((x - peak.centre) / peak.width)),
      0,
    );
    return base - height * envelope(x);
  };
}

/** A closed shape below a line, drawn with quadratic curves through the midpoints of its samples. */
export function areaBelow(line: (x: number) => number, width: number, floor: number, samples: number): string {
  const points = Array.from({ length: samples + 1 }, (_, index) => {
    const x = (index / samples) * width;
    return [Math.round(x), Math.round(line(x))] as const;
  });
  let path = `M0 ${floor}V${points[0]?.[1] ?? floor}`;
  points.slice(1, -1).forEach(([x, y], index) => {
    const [nextX, nextY] = points[index + 2] ?? [x, y];
    path += `Q${x} ${y} ${Math.round((x + nextX) / 2)} ${Math.round((y + nextY) / 2)}`;
  });
  return `${path}L${width} ${points.at(-1)?.[1] ?? floor}V${floor}Z`;
}
