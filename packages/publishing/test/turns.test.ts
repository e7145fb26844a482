import { describe, expect, it, vi } from 'vitest';
import { Turns } from '../src/store/turns';

/** Whether a promise is done once everything that can go on has gone on. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

describe('turns', () => {
  it('are given to so many at a time, and to the longest waiting when one ends', async () => {
    const turns = new Turns(1, 60_000);
    const end = await turns.take();
    const [second, third] = [turns.take(), turns.take()];
    expect(await isDone(second)).toBe(false);
    end();
    expect(await isDone(second)).toBe(true);
    expect(await isDone(third)).toBe(false);
    (await second)();
    expect(await isDone(third)).toBe(true);
  });

  it('are not waited for longer than the limit', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const turns = new Turns(1, 4_000);
      await turns.take();
      const second = turns.take();
      vi.advanceTimersByTime(3_999);
      expect(await isDone(second)).toBe(false);
      vi.advanceTimersByTime(1);
      expect(await isDone(second)).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});
