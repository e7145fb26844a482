import { describe, expect, it } from 'vitest';
import { cycleOf, dutyOf } from './cycles';

const due = { isDue: true, hasItems: true };

describe('what is due in a column', () => {
  it('is late from the last day of its cycle on, and warns from its lead days before that', () => {
    const at = (daysLeft: number) => dutyOf({ ...due, daysLeft, warnDaysLeft: daysLeft - 4 });
    expect([5, 4, 1, 0, -1].map(at)).toEqual(['FINE', 'SOON', 'SOON', 'LATE', 'LATE']);
  });

  it('says of an empty column that it is empty and of one without a cycle that nothing is due', () => {
    expect(dutyOf({ isDue: true, hasItems: false, daysLeft: -3, warnDaysLeft: -3 })).toBe('EMPTY');
    expect(dutyOf({ isDue: false, hasItems: false, daysLeft: 1, warnDaysLeft: 1 })).toBe('NONE');
  });

  it('comes from the kind where the column has no figures of its own, and is nothing for a group', () => {
    const none = { updateDays: null, warnDays: null };
    expect(cycleOf({ kind: 'NEWS', ...none })).toEqual({ days: 14, warnDays: 4 });
    expect(cycleOf({ kind: 'NOTICE', ...none })).toEqual({ days: 182, warnDays: 30 });
    expect(cycleOf({ kind: 'PAGE', ...none })).toEqual({ days: 365, warnDays: 30 });
    expect(cycleOf({ kind: 'NOTICE', updateDays: 7, warnDays: null })).toEqual({ days: 7, warnDays: 6 });
    expect(cycleOf({ kind: 'NEWS', updateDays: 0, warnDays: 3 })).toEqual({ days: 0, warnDays: 0 });
    expect(cycleOf({ kind: 'GROUP', updateDays: 5, warnDays: null }).days).toBe(0);
  });
});
