import { describe, expect, it } from 'vitest';
import { hasTellingQuery, oldAddressOf } from '../src/old-address';

describe('an address of a former site', () => {
  it.each([
    ['/2019/05/x.html', '', '/2019/05/x.html'],
    ['/2019/05/%E6%96%B0%E6%A1%A5/', '', '/2019/05/新桥'],
    ['//greek/two//', '', '/greek/two'],
    ['/', '?p=12', '/?p=12'],
    ['/show.php', '?id=7&page=2', '/show.php?id=7&page=2'],
    // A query that names no item is none of the address.
    ['/2019/x.html', '?from=timeline', '/2019/x.html'],
    ['/', '?utm_source=x', undefined],
    ['/', '', undefined],
    ['/%zz', '', undefined],
    ['/a%00b', '', undefined],
    ['/a%5cb', '', undefined],
    [`/${'x'.repeat(500)}`, '', undefined],
  ])('%s%s is looked for as %s', (path, search, address) => {
    expect(oldAddressOf(path, search)).toBe(address);
  });

  it('of a program is told by its query, of a page it is not', () => {
    expect(hasTellingQuery('/show.asp', '?id=1')).toBe(true);
    expect(hasTellingQuery('/a/x.html', '?id=1')).toBe(false);
  });
});
