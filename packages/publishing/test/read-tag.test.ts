import { describe, expect, it } from 'vitest';
import { readTag } from '../src/read-tag';
import { TAGS } from '../src/tags';

describe('a tag', () => {
  it('is taken apart as it was put together, whatever it names', () => {
    expect(readTag(TAGS.directory)).toBeUndefined();
    for (const kind of ['site', 'place', 'children', 'home', 'columns', 'menu', 'openBelow', 'items'] as const) {
      expect(readTag(TAGS[kind]('s'))).toEqual({ kind: kind.toLowerCase(), siteId: 's', part: '' });
    }
    for (const kind of [
      'column',
      'head',
      'reorder',
      'about',
      'under',
      'article',
      'shared',
      'newest',
      'below',
    ] as const) {
      expect(readTag(TAGS[kind]('s', 'x'))).toEqual({ kind, siteId: 's', part: 'x' });
    }
    expect(readTag(TAGS.archive('s', 'x', 12))).toEqual({ kind: 'archive', siteId: 's', part: 'x', page: 12 });
    expect(readTag(TAGS.page('s', '/c/x/'))).toEqual({ kind: 'page', siteId: 's', part: '/c/x/' });
    expect(readTag(TAGS.page('s', '/'))).toEqual({ kind: 'page', siteId: 's', part: '/' });
  });
});
