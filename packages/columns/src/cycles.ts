import { formatDate } from '@zhanqun/kit';
import { type ColumnKind, holdsColumnsOnly } from './schema';

/** How often something new is due in a column of a kind, in calendar days, and how long before the board warns. */
export interface Cycle {
  /** 0: nothing is ever due. */
  days: number;
  warnDays: number;
  /** A correction counts as new: who keeps a page that is right has nothing else to publish. */
  countsCorrections: boolean;
}

const NOTHING: Cycle = { days: 0, warnDays: 0, countsCorrections: false };
const STANDING: Cycle = { days: 365, warnDays: 30, countsCorrections: true };
const HALF_YEARLY: Cycle = { days: 182, warnDays: 30, countsCorrections: false };

/** News stale for two weeks, notices and policy for six months fail an inspection (19号, domain §3.2 V4). */
export const CYCLES: Record<ColumnKind, Cycle> = {
  GROUP: NOTHING,
  NEWS: { days: 14, warnDays: 4, countsCorrections: false },
  NOTICE: HALF_YEARLY,
  POLICY: HALF_YEARLY,
  INTERPRETATION: HALF_YEARLY,
  LEADER: STANDING,
  ORGANISATION: STANDING,
  GALLERY: HALF_YEARLY,
  VIDEO: HALF_YEARLY,
  LINKS: STANDING,
  LIST: STANDING,
  PAGE: STANDING,
  TOPIC: NOTHING,
};

export interface OwnCycle {
  kind: ColumnKind;
  updateDays: number | null;
  warnDays: number | null;
}

/** What is asked of a column: its own figures, else those of its kind. The warning never comes before the update. */
export function cycleOf({ kind, updateDays, warnDays }: OwnCycle): { days: number; warnDays: number } {
  const days = holdsColumnsOnly(kind) ? 0 : (updateDays ?? CYCLES[kind].days);
  return { days, warnDays: days === 0 ? 0 : Math.min(warnDays ?? CYCLES[kind].warnDays, days - 1) };
}

/** Stands for a day that never comes. */
export const NEVER_DUE = '9999-12-31';

/** The dates of a column that holds nothing yet: it is late from its first day. */
export function firstDates(cycle: OwnCycle, now: Date): { dueOn: Date; warnOn: Date } {
  const day = new Date(cycleOf(cycle).days === 0 ? NEVER_DUE : formatDate(now));
  return { dueOn: day, warnOn: day };
}

export const DUTY_STATES = ['LATE', 'EMPTY', 'SOON', 'FINE', 'NONE'] as const;
export type DutyState = (typeof DUTY_STATES)[number];
export const DUTY_STATE_LABELS: Record<DutyState, string> = {
  LATE: '已逾期',
  EMPTY: '没有内容',
  SOON: '即将到期',
  FINE: '正常',
  NONE: '不要求更新',
};

/**
 * How a column stands today. `daysLeft` counts calendar days to the day from which it is late: the rule says "for two
 * weeks", which includes the fourteenth day.
 */
export function dutyOf(column: {
  isDue: boolean;
  hasItems: boolean;
  daysLeft: number;
  warnDaysLeft: number;
}): DutyState {
  if (!column.isDue) return 'NONE';
  if (!column.hasItems) return 'EMPTY';
  if (column.daysLeft <= 0) return 'LATE';
  return column.warnDaysLeft <= 0 ? 'SOON' : 'FINE';
}
