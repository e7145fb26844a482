import type { Transaction } from '@zhanqun/db';

/** What one page read while it was rendered: written by the queries themselves. */
export class Recorder {
  readonly tags = new Set<string>();
  private end = Number.POSITIVE_INFINITY;

  add(...tags: string[]): void {
    for (const tag of tags) this.tags.add(tag);
  }

  /** Set by what read everything through recorded queries; only then the answer may be kept. */
  isComplete = false;

  /** What was read holds only until then; the earliest moment counts. */
  holdsUntil(at: Date): void {
    this.end = Math.min(this.end, at.getTime());
  }

  /** Milliseconds since 1970 from which the page is no longer right, undefined for one that time does not change. */
  get expires(): number | undefined {
    return Number.isFinite(this.end) ? this.end : undefined;
  }
}

const recorders = new WeakMap<Transaction, Recorder>();

/** From here on, the queries of this scope tell the recorder what they read. */
export function recordInto(tx: Transaction, recorder: Recorder): void {
  recorders.set(tx, recorder);
}

/**
 * The same scope, for queries whose answer is remembered beyond the page: what they read is told to `recorder` alone,
 * whatever the page reads meanwhile.
 */
export function recordApart(tx: Transaction, recorder: Recorder): Transaction {
  const apart = new Proxy(tx, {
    get(scope, name) {
      const part: unknown = Reflect.get(scope, name);
      return typeof part === 'function' ? part.bind(scope) : part;
    },
  });
  recordInto(apart, recorder);
  return apart;
}

/** A query of a public page names what its answer depends on, also when it found nothing. */
export function dependsOn(tx: Transaction, ...tags: string[]): void {
  recorders.get(tx)?.add(...tags);
}

/** A query's answer is right only until `at`: a validity ends, an item is due, a day is over. */
export function holdsUntil(tx: Transaction, at: Date): void {
  recorders.get(tx)?.holdsUntil(at);
}
