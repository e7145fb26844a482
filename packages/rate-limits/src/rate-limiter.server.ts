import type { Database } from '@zhanqun/db';
import { withPlatform } from '@zhanqun/tenancy/server';

export const WINDOW_MS = 60_000;

/** Of a key's limit a process takes so much at a time: ten statements a minute for the busiest key, not one a request. */
const LEASES_IN_A_LIMIT = 10;
/** Keys remembered in one window; beyond it the oldest is forgotten and takes its next lease from the database again. */
const MAX_KEYS = 20_000;
/** How long a process counts by itself before it asks a database again that did not answer. */
const ALONE_MS = 5_000;

export interface Allowance {
  isAllowed: boolean;
  limit: number;
  /** Of this key in this window, as this process knows it: never more than there is. */
  remaining: number;
  /** Whole seconds until the next window begins. */
  resetSeconds: number;
}

interface Entry {
  /** Tokens leased and not yet used. */
  left: number;
  /** Counted over all processes when the last lease was taken. */
  counted: number;
  isExhausted: boolean;
  leasing: Promise<void> | undefined;
}

/**
 * Requests a minute, held across processes: each takes small leases of a key's limit from one row. Together they never
 * give more than the limit; tokens leased by a process that does not use them are lost until the next window, which
 * costs a key at most a tenth of its limit for each further process. While the database does not answer, each process
 * counts up to the whole limit by itself.
 */
export class RateLimiter {
  private window = 0;
  private entries = new Map<string, Entry>();
  private aloneUntil = 0;

  constructor(
    private readonly db: Database,
    private readonly now: () => Date,
  ) {}

  /** Takes one request of `limit` a minute for `key`. */
  async take(key: string, limit: number): Promise<Allowance> {
    const at = this.now().getTime();
    const window = at - (at % WINDOW_MS);
    if (window !== this.window) {
      this.window = window;
      this.entries = new Map();
    }
    const entry = this.entryOf(key);
    while (entry.left <= 0 && !entry.isExhausted) {
      entry.leasing ??= this.lease(entry, key, limit, window).finally(() => {
        entry.leasing = undefined;
      });
      await entry.leasing;
    }
    const isAllowed = entry.left > 0;
    if (isAllowed) entry.left -= 1;
    return {
      isAllowed,
      limit,
      remaining: Math.max(0, limit - entry.counted) + entry.left,
      resetSeconds: Math.max(1, Math.ceil((window + WINDOW_MS - at) / 1000)),
    };
  }

  private entryOf(key: string): Entry {
    const known = this.entries.get(key);
    if (known) return known;
    const entry: Entry = { left: 0, counted: 0, isExhausted: false, leasing: undefined };
    const oldest = this.entries.keys().next();
    if (this.entries.size >= MAX_KEYS && !oldest.done) this.entries.delete(oldest.value);
    this.entries.set(key, entry);
    return entry;
  }

  private async lease(entry: Entry, key: string, limit: number, window: number): Promise<void> {
    const wanted = Math.max(1, Math.ceil(limit / LEASES_IN_A_LIMIT));
    const counted = await this.count(key, wanted, limit, window);
    // What this process has given by itself already is part of what it may give by itself.
    const before = counted === undefined ? entry.counted : counted - wanted;
    const granted = counted === undefined ? limit - before : Math.min(wanted, limit - before);
    entry.left = Math.max(0, granted);
    entry.counted = Math.min(limit, before + entry.left);
    entry.isExhausted = entry.left === 0;
  }

  /** The key's count with `wanted` added, or undefined when the database does not answer. */
  private async count(key: string, wanted: number, limit: number, window: number): Promise<number | undefined> {
    if (this.now().getTime() < this.aloneUntil) return undefined;
    try {
      const rows = await withPlatform(
        { db: this.db },
        (tx) => tx.$queryRaw<{ count: number }[]>`
          INSERT INTO "RateCount" AS c (key, "windowStart", count) VALUES (${key}, ${new Date(window)}, ${wanted})
          ON CONFLICT (key, "windowStart") DO UPDATE SET count = c.count + ${wanted} WHERE c.count < ${limit}
          RETURNING count`,
      );
      // No row: the limit was reached before.
      return rows[0]?.count ?? limit + wanted;
    } catch {
      this.aloneUntil = this.now().getTime() + ALONE_MS;
      return undefined;
    }
  }
}

/** Forgets the windows that are over, with a margin for processes whose clocks differ. */
export async function sweepRateCounts(db: Database, now: Date): Promise<void> {
  await withPlatform({ db }, (tx) =>
    tx.rateCount.deleteMany({ where: { windowStart: { lt: new Date(now.getTime() - 10 * WINDOW_MS) } } }),
  );
}
