import { addressKey } from '@zhanqun/rate-limits/server';

const WINDOW_MS = 60_000;
/** Addresses counted in one window; an office of thousands behind one proxy is one. */
const MOST_ADDRESSES = 50_000;

/**
 * Counts per network address and minute what costs work and is kept nowhere: searches, and addresses that are no pages.
 * In this process only: it is to spare the machine, not to be exact.
 */
export class FloodGate {
  private window = 0;
  private counts = new Map<string, number>();

  constructor(
    /** A minute for one address. */
    private readonly limit: number,
    private readonly now: () => number = Date.now,
  ) {}

  private current(): Map<string, number> {
    const window = Math.floor(this.now() / WINDOW_MS);
    if (window !== this.window || this.counts.size > MOST_ADDRESSES) {
      this.window = window;
      this.counts = new Map();
    }
    return this.counts;
  }

  isShut(address: string): boolean {
    return (this.current().get(addressKey(address)) ?? 0) >= this.limit;
  }

  count(address: string): void {
    const counts = this.current();
    const key = addressKey(address);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}
