import { expect, it } from 'vitest';
import { FileRemovals } from '../src/store/file-removals';

it('takes away what can be taken away, tells what cannot, and tries that again', () => {
  let isStuck = true;
  const removed: string[] = [];
  const faults: unknown[] = [];
  const remove = (key: string) => {
    if (key === 'stuck' && isStuck) throw new Error('EBUSY');
    removed.push(key);
  };
  const removals = new FileRemovals({ remove }, (error) => faults.push(error));
  for (const key of ['a', 'stuck', 'b']) removals.add(key);
  removals.run();
  expect([removed, faults.length, removals.isDone]).toEqual([['a', 'b'], 1, false]);
  isStuck = false;
  removals.retry();
  expect([removed, faults.length, removals.isDone]).toEqual([['a', 'b', 'stuck'], 1, true]);
});

it('leaves a file alone that a newer page has taken the place of', () => {
  const removed: string[] = [];
  const removals = new FileRemovals({ remove: (key) => removed.push(key) }, () => undefined);
  removals.add('a');
  removals.forget('a');
  removals.run();
  expect(removed).toEqual([]);
});
