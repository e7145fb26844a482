import { describe, expect, it } from 'vitest';
import { missingLevel, missingLevelFor, type ReviewPeople } from './missing-reviewers';
import type { ReviewLevel, ReviewPlace } from './schema';

const level = (place: ReviewPlace): ReviewLevel => ({ name: '审核', place });
const people = (writers: string, here: string, above = ''): ReviewPeople => ({
  writers: [...writers],
  reviewers: { SITE: [...here], ABOVE: [...above] },
});

describe('the first level that nobody can staff', () => {
  it.each<[what: string, places: ReviewPlace[], people: ReviewPeople, missing: number | undefined]>([
    ['no levels need nobody', [], people('a', ''), undefined],
    ['one other person is enough for one level', ['SITE'], people('a', 'b'), undefined],
    ['nobody reviews what he wrote', ['SITE'], people('a', 'a'), 1],
    ['one person reviews only one level', ['SITE', 'SITE'], people('a', 'b'), 2],
    ['two others staff two levels', ['SITE', 'SITE'], people('a', 'bc'), undefined],
    ['one writer whose items pass is enough', ['SITE', 'SITE'], people('ab', 'bc'), undefined],
    ['of writers who all review one is missing', ['SITE', 'SITE'], people('bc', 'bc'), 2],
    ['whoever can do both levels leaves the first to the other', ['SITE', 'ABOVE'], people('a', 'bc', 'b'), undefined],
    ['in either order', ['ABOVE', 'SITE'], people('a', 'bc', 'b'), undefined],
    ['above there must be somebody above', ['SITE', 'ABOVE'], people('a', 'b'), 2],
    ['the only one above cannot do both', ['SITE', 'ABOVE'], people('a', 'b', 'b'), 2],
    [
      'three in a row, found by moving the first ones on',
      ['SITE', 'SITE', 'ABOVE'],
      people('a', 'bcd', 'b'),
      undefined,
    ],
    ['five levels with five others', Array(5).fill('SITE'), people('a', 'bcdef'), undefined],
    ['five levels with four others', Array(5).fill('SITE'), people('a', 'bcde'), 5],
    ['without writers the levels still need people', ['SITE'], people('', ''), 1],
  ])('%s', (_what, places, who, missing) => {
    expect(missingLevel(places.map(level), who)).toBe(missing);
  });
});

describe('the first level that gets nobody for one item', () => {
  it('leaves out all who have had a hand in it', () => {
    const levels = [level('SITE'), level('SITE')];
    expect(missingLevelFor(levels, people('abc', 'bcd'), ['a'])).toBeUndefined();
    expect(missingLevelFor(levels, people('abc', 'bcd'), ['a', 'b'])).toBeUndefined();
    expect(missingLevelFor(levels, people('abc', 'bcd'), ['b', 'c'])).toBe(2);
    expect(missingLevelFor(levels, people('abc', 'bcd'), ['b', 'c', 'd'])).toBe(1);
  });
});
