/** Kinds of items that are told apart in a table of points; every other kind of column counts as OTHER. */
export const POINT_KINDS = ['NEWS', 'NOTICE', 'POLICY', 'INTERPRETATION', 'OTHER'] as const;
export type PointKind = (typeof POINT_KINDS)[number];
export const POINT_KIND_LABELS: Record<PointKind, string> = {
  NEWS: '新闻动态',
  NOTICE: '通知公告',
  POLICY: '政策文件',
  INTERPRETATION: '政策解读',
  OTHER: '其他内容',
};

/** From so many characters on there may be more. */
export const LENGTH_STEPS = [500, 1_000, 2_000, 3_000] as const;

/** Points are in tenths, money in fen: sums are exact. */
export interface PointsRules {
  base: Record<PointKind, number>;
  /** Added from each of LENGTH_STEPS on; the highest step that is reached counts alone. */
  lengthExtra: number[];
  /** A reprint is worth so many per cent. */
  reprintPercent: number;
  /** Taken up by a site above at the level of a county, and of the city. Of one item only the highest is paid. */
  adoptedByCounty: number;
  adoptedByCity: number;
  /** Whether what was withdrawn before the month was settled still counts. */
  countsWithdrawn: boolean;
  /** Fen for one point. */
  rate: number;
}

/** Until a site has its own: 5 yuan an item, the lowest of the schemes found in use (domain §7.2). */
export const USUAL_RULES: PointsRules = {
  base: { NEWS: 10, NOTICE: 10, POLICY: 10, INTERPRETATION: 20, OTHER: 10 },
  lengthExtra: [0, 5, 10, 20],
  reprintPercent: 30,
  adoptedByCounty: 50,
  adoptedByCity: 100,
  countsWithdrawn: false,
  rate: 500,
};

export interface Work {
  kind: string;
  /** How many of LENGTH_STEPS are reached. */
  lengthClass: number;
  isReprint: boolean;
  isWithdrawn: boolean;
}

/** Tenths of points for an item when it was first made public. */
export function pointsOf(rules: PointsRules, { kind, lengthClass, isReprint, isWithdrawn }: Work): number {
  if (isWithdrawn && !rules.countsWithdrawn) return 0;
  const known = POINT_KINDS.find((one) => one === kind) ?? 'OTHER';
  const full = rules.base[known] + (lengthClass > 0 ? (rules.lengthExtra[lengthClass - 1] ?? 0) : 0);
  return isReprint ? Math.round((full * rules.reprintPercent) / 100) : full;
}

export type AdoptingLevel = 'CITY' | 'COUNTY' | 'TOWN';

function adoptionPoints(rules: PointsRules, level: AdoptingLevel): number {
  if (level === 'CITY') return rules.adoptedByCity;
  return level === 'COUNTY' ? rules.adoptedByCounty : 0;
}

/** Tenths of points for being taken up once more: only what the highest level before did not bring. */
export function pointsOfAdoption(
  rules: PointsRules,
  level: AdoptingLevel,
  before: readonly AdoptingLevel[],
  isWithdrawn: boolean,
): number {
  if (isWithdrawn && !rules.countsWithdrawn) return 0;
  const had = Math.max(0, ...before.map((one) => adoptionPoints(rules, one)));
  return Math.max(0, adoptionPoints(rules, level) - had);
}

/** Fen. */
export function feeOf(rules: PointsRules, points: number): number {
  return Math.round((points * rules.rate) / 10);
}

/** `12.5` */
export function pointsInWords(tenths: number): string {
  return (tenths / 10).toFixed(1).replace(/\.0$/, '');
}

/** `1,234.50` yuan. */
export function yuanInWords(fen: number): string {
  return (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
