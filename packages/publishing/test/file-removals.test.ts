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
  const removals = new FileRemovals(
    { remove },
    (error) => faults.push(error),
    () => undefined,
  );
  removals.add(['a', 'stuck', 'b']);
  removals.run();
  expect([removed, faults.length, removals.isDone]).toEqual([['a', 'b'], 1, false]);
  isStuck = false;
  removals.retry();
  expect([removed, faults.length, removals.isDone]).toEqual([['a', 'b', 'stuck'], 1, true]);
});

it('leaves a file alone that a newer page has taken the place of', () => {
  const removed: string[] = [];
  const removals = new FileRemovals(
    { remove: (key) => removed.push(key) },
    () => undefined,
    () => undefined,
  );
  removals.add(['a']);
  removals.forget('a');
  removals.run();
  expect(removed).toEqual([]);
});

it('takes very many away little by little while web servers get none, and first what must not be seen any more', async () => {
  const removed: string[] = [];
  const told: boolean[] = [];
  const removals = new FileRemovals(
    { remove: (key) => removed.push(key) },
    () => undefined,
    (isBehind) => told.push(isBehind),
  );
  removals.add(Array.from({ length: 2_000 }, (_, n) => `renewed ${n}`));
  removals.add(['withdrawn'], { isUrgent: true });
  removals.run();
  expect([removed[0], removals.isDone, told]).toEqual(['withdrawn', false, [true]]);
  const before = removed.length;
  removals.add(['withdrawn later'], { isUrgent: true });
  removals.run();
  expect(removed[before]).toBe('withdrawn later');
  await expect.poll(() => removals.isDone, { interval: 1 }).toBe(true);
  expect([new Set(removed).size, told]).toEqual([2_002, [true, false]]);
});
