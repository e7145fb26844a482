import { z } from 'zod';
import { isMonth } from './months';
import { LENGTH_STEPS, POINT_KINDS, type PointKind } from './points';

export const DIMENSIONS = ['unit', 'person', 'column', 'month', 'site'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export const DIMENSION_LABELS: Record<Dimension, string> = {
  unit: '单位',
  person: '人员',
  column: '栏目',
  month: '月份',
  site: '站点',
};

export const month = z.string().refine(isMonth, '月份写成 2026-11 这样。');

/** Tenths of points. */
const points = z
  .number({ error: '请填数字。' })
  .int('积分最多一位小数。')
  .min(0, '积分不能小于 0。')
  .max(10_000, '积分最多 1000。');

export const pointsRules = z.object({
  base: z.object(Object.fromEntries(POINT_KINDS.map((kind) => [kind, points])) as Record<PointKind, typeof points>),
  lengthExtra: z.array(points).length(LENGTH_STEPS.length),
  reprintPercent: z.number({ error: '请填数字。' }).int('请填整数。').min(0, '不能小于 0。').max(100, '最多 100。'),
  adoptedByCounty: points,
  adoptedByCity: points,
  countsWithdrawn: z.boolean(),
  rate: z.number({ error: '请填金额。' }).int('金额精确到分。').min(0, '不能小于 0。').max(100_000, '最多 1000 元。'),
});

export const setPointsTableInput = z.object({ month, rules: pointsRules, version: z.number().int().min(0) });
export type SetPointsTableInput = z.input<typeof setPointsTableInput>;

export const settleMonthInput = z.object({ month });
export type SettleMonthInput = z.input<typeof settleMonthInput>;
