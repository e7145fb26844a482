import { describe, expect, it } from 'vitest';
import { addMonths, beginOf, isMonth, monthOf } from './months';
import { feeOf, pointsOf, pointsOfAdoption, USUAL_RULES } from './points';

const work = { kind: 'NEWS', lengthClass: 0, isReprint: false, isWithdrawn: false };

describe('points', () => {
  it('go by kind and length; a kind without its own counts as the others', () => {
    expect(pointsOf(USUAL_RULES, work)).toBe(10);
    expect(pointsOf(USUAL_RULES, { ...work, kind: 'INTERPRETATION', lengthClass: 4 })).toBe(40);
    expect(pointsOf(USUAL_RULES, { ...work, kind: 'LEADER', lengthClass: 1 })).toBe(10);
  });

  it('are fewer for a reprint, and none for what was withdrawn unless the table says so', () => {
    expect(pointsOf(USUAL_RULES, { ...work, isReprint: true })).toBe(3);
    expect(pointsOf(USUAL_RULES, { ...work, isWithdrawn: true })).toBe(0);
    expect(pointsOf({ ...USUAL_RULES, countsWithdrawn: true }, { ...work, isWithdrawn: true })).toBe(10);
  });

  it('are paid for the highest adoption of an item, and not twice', () => {
    const adopted = (level: 'CITY' | 'COUNTY', before: ('CITY' | 'COUNTY')[]) =>
      pointsOfAdoption(USUAL_RULES, level, before, false);
    expect(adopted('COUNTY', [])).toBe(50);
    expect(adopted('CITY', ['COUNTY'])).toBe(50);
    expect(adopted('COUNTY', ['CITY'])).toBe(0);
    expect(adopted('CITY', ['CITY'])).toBe(0);
  });

  it('become money to the fen', () => {
    expect(feeOf({ ...USUAL_RULES, rate: 333 }, 15)).toBe(500);
  });
});

describe('a month', () => {
  it('begins and ends in Shanghai', () => {
    expect(monthOf(new Date('2026-10-31T15:59:59Z'))).toBe('2026-10');
    expect(monthOf(new Date('2026-10-31T16:00:00Z'))).toBe('2026-11');
    expect(beginOf('2026-11')).toEqual(new Date('2026-10-31T16:00:00Z'));
  });

  it('follows another over the turn of the year, and is written in one way', () => {
    expect([addMonths('2026-11', 2), addMonths('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
    expect(['2026-11', '2026-13', '26-11', '2026-1'].map(isMonth)).toEqual([true, false, false, false]);
  });
});
