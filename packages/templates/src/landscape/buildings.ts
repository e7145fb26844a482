import type { LandscapePalette } from './palette';
import type { Random } from './random';

/** Every motif stands on y = 0, centred on x = 0, about 100 units high at most. */
export type Motif = (palette: LandscapePalette, random: Random) => string;

/** A roof with lifted eaves: `reach` half the width at the eaves, `ridge` half the width at the top. */
function roof(y: number, reach: number, ridge: number, height: number): string {
  const tip = Math.round(height * 0.3);
  const inner = Math.round(reach * 0.72);
  return (
    `M${-reach} ${y - tip}Q${-inner} ${y} ${-inner + 4} ${y}H${inner - 4}Q${inner} ${y} ${reach} ${y - tip}` +
    `Q${ridge} ${y - Math.round(height * 0.45)} ${ridge} ${y - height}H${-ridge}Q${-ridge} ${y - Math.round(height * 0.45)} ${-reach} ${y - tip}Z`
  );
}

export const pagoda: Motif = (palette, random) => {
  const tiers = random.pick([5, 7, 7, 9] as const);
  const step = Math.round(112 / tiers);
  let bodies = '';
  let roofs = '';
  for (let tier = 0; tier < tiers; tier += 1) {
    const half = Math.round(21 - (tier * 13) / tiers);
    const y = -tier * step;
    bodies += `M${-half} ${y}h${half * 2}v${-step}h${-half * 2}z`;
    roofs += roof(y - step + 4, half + 9, half - 3, 8);
  }
  const top = -tiers * step;
  return `<path d="${bodies}" fill="${palette.paper}"/><path d="${roofs}M-2 ${top}L0 ${top - 22}L2 ${top}Z" fill="${palette.deep}"/>`;
};

function house(x: number, width: number, height: number): { body: string; cap: string; hole: string } {
  const half = Math.round(width / 2);
  const eave = half + 7;
  const ridge = Math.round(half * 0.8);
  return {
    body: `M${x - half} 0h${half * 2}v${-height}h${-half * 2}z`,
    cap: `M${x - eave} ${-height - 2}q6 5 12 4H${x + eave - 12}q8 0 12-4Q${x + ridge} ${-height - 8} ${x + ridge} ${-height - 17}H${x - ridge}Q${x - ridge} ${-height - 8} ${x - eave} ${-height - 2}Z`,
    hole: `M${x - 4} 0v-14h8v14zM${x - half + 8} ${-height + 10}h6v7h-6zM${x + half - 14} ${-height + 10}h6v7h-6z`,
  };
}

export const houses: Motif = (palette, random) => {
  const count = random.int(3, 5);
  let x = -count * 30;
  let body = '';
  let cap = '';
  let hole = '';
  for (let index = 0; index < count; index += 1) {
    const width = random.int(44, 74);
    const part = house(x + Math.round(width / 2), width, random.int(28, 48));
    body += part.body;
    cap += part.cap;
    hole += part.hole;
    x += width + random.int(2, 16);
  }
  return `<path d="${body}" fill="${palette.paper}"/><path d="${cap}" fill="${palette.deep}"/><path d="${hole}" fill="${palette.near}"/>`;
};

/** The square fortified farmstead of the Hakka country. */
export const fortress: Motif = (palette) =>
  `<path d="M-120 0h240v-46h-240z" fill="${palette.paper}"/>` +
  `<path d="M-128-46h256l-10-12h-236z" fill="${palette.deep}"/>` +
  `<path d="M-128 0h40v-70h-40zM88 0h40v-70h-40z" fill="${palette.mist}"/>` +
  `<path d="M-137-68q5 3 9 3h40q5 0 9-3l-14-17h-30zM79-68q5 3 9 3h40q5 0 9-3l-14-17h-30z" fill="${palette.deep}"/>` +
  `<path d="M-13 0v-20a13 13 0 0 1 26 0v20zM-112-48h8v8h-8zM104-48h8v8h-8zM-66-32h5v12h-5zM-42-32h5v12h-5zM37-32h5v12h-5zM61-32h5v12h-5z" fill="${palette.near}"/>`;

export const cityWall: Motif = (palette) =>
  `<path d="M-420 0h800v-40h-800z" fill="${palette.near}"/>` +
  `<path d="M-416-43h792" stroke="${palette.near}" stroke-width="8" stroke-dasharray="11 8"/>` +
  `<path d="M-70 0l6-52h128l6 52z" fill="${palette.middle}"/>` +
  `<path d="M-17 0v-22a17 17 0 0 1 34 0v22z" fill="${palette.deep}"/>` +
  `<path d="M-50-52h100v-22h-100zM-36-84h72v-18h-72z" fill="${palette.paper}"/>` +
  `<path d="M-34-52v-20M-17-52v-20M0-52v-20M17-52v-20M34-52v-20" stroke="${palette.accent}" stroke-width="3"/>` +
  `<path d="${roof(-72, 72, 44, 16)}${roof(-101, 58, 30, 20)}" fill="${palette.deep}"/>`;

export const archBridge: Motif = (palette, random) => {
  const arches = random.pick([3, 4, 5] as const);
  const radius = 25;
  const span = arches * (radius * 2 + 12) + 12;
  const left = -Math.round(span / 2);
  const cut = `h12a${radius} ${radius} 0 0 1 ${radius * 2} 0`.repeat(arches);
  return (
    `<path d="M${left} 2${cut}h12V-30Q0-58 ${left}-30Z" fill="${palette.deep}"/>` +
    `<path d="M${left - 24}-22Q${left}-32 ${left}-34Q0-62 ${left + span}-34Q${left + span}-32 ${left + span + 24}-22" fill="none" stroke="${palette.paper}" stroke-width="3"/>`
  );
};

export const coveredBridge: Motif = (palette) =>
  `<path d="M-150 2h24a36 36 0 0 1 72 0h18a36 36 0 0 1 72 0h18a36 36 0 0 1 72 0h24v-42h-300z" fill="${palette.near}"/>` +
  `<path d="M-146-40h292v-22h-292z" fill="${palette.paper}"/>` +
  `<path d="M-140-60v20M-116-60v20M-92-60v20M-68-60v20M-44-60v20M-20-60v20M4-60v20M28-60v20M52-60v20M76-60v20M100-60v20M124-60v20M140-60v20" stroke="${palette.deep}" stroke-width="3"/>` +
  `<path d="${roof(-58, 168, 138, 18)}${roof(-72, 46, 26, 20)}" fill="${palette.deep}"/>`;

export const workshops: Motif = (palette) =>
  `<path d="M-150 0v-38l34-22v22l34-22v22l34-22v22l34-22v60z" fill="${palette.paper}"/>` +
  `<path d="M-150-38l34-22v8l-34 22zM-116-38l34-22v8l-34 22zM-82-38l34-22v8l-34 22zM-48-38l34-22v8l-34 22z" fill="${palette.deep}"/>` +
  `<path d="M0 0v-92h44v92zM54 0v-64h62v64z" fill="${palette.near}"/>` +
  `<path d="M8-82h28M8-68h28M8-54h28M8-40h28M8-26h28M62-52h46M62-38h46M62-24h46" stroke="${palette.mist}" stroke-width="5"/>`;
