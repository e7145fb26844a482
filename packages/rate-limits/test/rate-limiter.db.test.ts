import type { Database } from '@zhanqun/db';
import { withPlatform } from '@zhanqun/tenancy/server';
import { useTestDatabase } from '@zhanqun/testing/database';
import { describe, expect, it } from 'vitest';
import { RateLimiter, sweepRateCounts, WINDOW_MS } from '../src/server';

const test = useTestDatabase();
const START = Date.UTC(2026, 10, 22, 8, 0, 0);

function limiterAt(db: Database, clock: { at: number }): RateLimiter {
  return new RateLimiter(db, () => new Date(clock.at));
}

async function allowedOf(limiter: RateLimiter, key: string, limit: number, times: number): Promise<number> {
  let allowed = 0;
  for (let i = 0; i < times; i++) if ((await limiter.take(key, limit)).isAllowed) allowed += 1;
  return allowed;
}

describe('a limit', () => {
  it.each([1, 7, 60])(
    'of %i a minute lets exactly so many through, and as many again in the next minute',
    async (limit) => {
      const clock = { at: START };
      const limiter = limiterAt(test().database, clock);
      expect(await allowedOf(limiter, `exact-${limit}`, limit, limit + 5)).toBe(limit);
      clock.at += WINDOW_MS - 1;
      expect(await allowedOf(limiter, `exact-${limit}`, limit, 1)).toBe(0);
      clock.at += 1;
      expect(await allowedOf(limiter, `exact-${limit}`, limit, limit + 5)).toBe(limit);
    },
  );

  it('tells what is left and when the next window begins', async () => {
    const clock = { at: START + 15_000 };
    const limiter = limiterAt(test().database, clock);
    expect(await limiter.take('told', 20)).toEqual({ isAllowed: true, limit: 20, remaining: 19, resetSeconds: 45 });
    await allowedOf(limiter, 'told', 20, 18);
    expect(await limiter.take('told', 20)).toMatchObject({ isAllowed: true, remaining: 0 });
    expect(await limiter.take('told', 20)).toMatchObject({ isAllowed: false, remaining: 0 });
  });

  it('holds over several processes at once, with at most a tenth lost for each further one', async () => {
    const clock = { at: START };
    const limiters = Array.from({ length: 3 }, () => limiterAt(test().database, clock));
    const results = await Promise.all(
      Array.from({ length: 300 }, (_, i) => (limiters[i % 3] as RateLimiter).take('shared', 100)),
    );
    expect(results.filter((one) => one.isAllowed)).toHaveLength(100);
    const other = limiterAt(test().database, clock);
    expect(await allowedOf(other, 'alone', 100, 1)).toBe(1);
    const rest = await allowedOf(limiterAt(test().database, clock), 'alone', 100, 200);
    expect(rest).toBe(90);
  });

  it('costs the database a statement for a tenth of the limit, and none once it is reached', async () => {
    const { database } = test();
    const limiter = limiterAt(database, { at: START });
    await allowedOf(limiter, 'spared', 60, 61);
    const before = database.statements();
    expect(await allowedOf(limiter, 'spared', 60, 500)).toBe(0);
    expect(database.statements()).toBe(before);
  });

  it('is held by the process itself while the database does not answer, and asked again later', async () => {
    const { database } = test();
    const clock = { at: START };
    let isDown = true;
    let asked = 0;
    const shaky: Database = {
      ...database,
      scope: (scope, work) => {
        asked += 1;
        return isDown ? Promise.reject(new Error('no database')) : database.scope(scope, work);
      },
    };
    const limiter = limiterAt(shaky, clock);
    expect(await allowedOf(limiter, 'down', 10, 50)).toBe(10);
    expect(await allowedOf(limiter, 'down-too', 10, 50)).toBe(10);
    expect(asked).toBe(1);
    isDown = false;
    clock.at += 10_000;
    expect(await allowedOf(limiter, 'up', 10, 50)).toBe(10);
    expect(asked).toBeGreaterThan(1);
  });

  it('forgets windows that are over', async () => {
    const { database } = test();
    await allowedOf(limiterAt(database, { at: START - 3_600_000 }), 'old', 5, 1);
    await allowedOf(limiterAt(database, { at: START }), 'new', 5, 1);
    await sweepRateCounts(database, new Date(START));
    const keys = await withPlatform({ db: database }, (tx) =>
      tx.rateCount.findMany({ where: { key: { in: ['old', 'new'] } }, select: { key: true } }),
    );
    expect(keys).toEqual([{ key: 'new' }]);
  });
});
