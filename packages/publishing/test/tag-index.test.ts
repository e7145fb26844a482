import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { TagIndex } from '../src/store/tag-index';

it('finds the pages of a tag, one or several, as they come and go', () => {
  const index = new TagIndex();
  const at = (...tags: string[]) => [...index.keysOf(tags)].sort();
  index.add('/a', ['site', 'a']);
  expect([at('site'), at('a'), at('b')]).toEqual([['/a'], ['/a'], []]);
  index.add('/b', ['site', 'b']);
  expect([at('site'), at('a', 'b')]).toEqual([
    ['/a', '/b'],
    ['/a', '/b'],
  ]);
  index.remove('/a');
  expect([at('site'), at('a'), index.has('/a'), index.size]).toEqual([['/b'], [], false, 1]);
  index.add('/b', ['c']);
  expect([at('site', 'b'), at('c')]).toEqual([[], ['/b']]);
  index.remove('/b');
  expect([at('site', 'b', 'c'), index.size]).toEqual([[], 0]);
});

it('tells which page was put in first', () => {
  const index = new TagIndex();
  expect(index.oldest).toBeUndefined();
  for (const key of ['/a', '/b', '/a']) index.add(key, ['site']);
  expect(index.oldest).toBe('/b');
});

it('finds a page put in again by what it now depends on alone, before and after the former one is tidied away', async () => {
  const index = new TagIndex();
  index.add('/a', ['site', 'old']);
  index.add('/b', ['site']);
  index.remove('/a');
  index.add('/a', ['site', 'new']);
  for (let turn = 0; turn < 3; turn += 1) {
    expect([...index.keysOf(['site'])].sort()).toEqual(['/a', '/b']);
    expect([[...index.keysOf(['old'])], [...index.keysOf(['new'])]]).toEqual([[], ['/a']]);
    await setImmediate();
  }
  index.remove('/a');
  for (let turn = 0; turn < 3; turn += 1) {
    expect([[...index.keysOf(['site'])], [...index.keysOf(['new'])]]).toEqual([['/b'], []]);
    await setImmediate();
  }
});
