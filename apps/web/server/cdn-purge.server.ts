import { purgeKeyOf } from './cdn-headers.server';
import type { CdnPosition } from './cdn-position.server';

/** Keys and addresses of one message. */
const AT_ONCE = 250;
/** What has not been told beyond this many is told in one word: everything. */
const MOST_WAITING = 50_000;
/** Changes that come together go together. */
const GATHER_MS = 100;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const ANSWER_MS = 10_000;

export interface CdnPurgeOptions {
  url: string;
  token?: string;
  onFault(error: unknown): void;
  /** Where is kept what it was told, so that also what a process could not tell before its end is told. */
  position?: CdnPosition;
  /** For tests: the first wait after a fault, milliseconds. */
  firstRetryMs?: number;
}

/** What is posted: the same may come again, from this or another process. */
export interface PurgeMessage {
  keys: string[];
  urls: string[];
  /** Something must not be seen any more: what is named may not be served once more while it is renewed. */
  takesAway: boolean;
  /** More than can be named: everything. */
  all?: true;
}

/** Tells a cache in front what to forget. Nobody waits for it; what could not be told is told again until it is. */
export class CdnPurge {
  private readonly keys = new Set<string>();
  private readonly urls = new Set<string>();
  private takesAway = false;
  private isAll = false;
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;
  private isStopping = false;
  /** Up to where all changes were named here. */
  private named: string | undefined;

  constructor(private readonly options: CdnPurgeOptions) {}

  /**
   * From which position on the changes are to be named. `present` is where they stand now; when nobody knows what the
   * cache still has, or more happened than can be caught up with, it is told to forget everything.
   */
  async open(present: string, isFarBehind: (position: string) => Promise<boolean>): Promise<string> {
    const kept = this.options.position?.read();
    // A position ahead of the database is that of another one.
    if (kept !== undefined && BigInt(kept) <= BigInt(present) && !(await isFarBehind(kept))) return kept;
    this.isAll = true;
    this.takesAway = true;
    this.named = present;
    this.schedule(GATHER_MS);
    return present;
  }

  /** All changes before this position were named. */
  reached(position: string): void {
    this.named = position;
  }

  /** What changed, by tags; and pages whose time is over, by address. */
  forget({ tags = [], urls = [], takesAway }: { tags?: string[]; urls?: string[]; takesAway: boolean }): void {
    if (tags.length + urls.length === 0) return;
    for (const tag of tags) this.keys.add(purgeKeyOf(tag));
    for (const url of urls) this.urls.add(url);
    this.takesAway ||= takesAway;
    if (this.keys.size + this.urls.size > MOST_WAITING) {
      this.isAll = true;
      this.keys.clear();
      this.urls.clear();
    }
    this.schedule(GATHER_MS);
  }

  private schedule(delayMs: number): void {
    if (this.timer || this.sending || this.isStopping) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.send();
    }, delayMs);
    this.timer.unref();
  }

  private send(failures = 0): void {
    this.sending = this.sendAll()
      .then(
        () => 0,
        (error: unknown) => {
          this.options.onFault(error);
          return failures + 1;
        },
      )
      .then((failed) => {
        this.sending = undefined;
        if (failed === 0 || this.isStopping) {
          if (this.hasMore()) this.schedule(GATHER_MS);
          return;
        }
        const first = this.options.firstRetryMs ?? FIRST_RETRY_MS;
        this.timer = setTimeout(
          () => {
            this.timer = undefined;
            this.send(failed);
          },
          Math.min(first * 2 ** (failed - 1), LONGEST_RETRY_MS),
        );
        this.timer.unref();
      });
  }

  private hasMore(): boolean {
    return this.isAll || this.keys.size + this.urls.size > 0;
  }

  private async sendAll(): Promise<void> {
    while (this.hasMore()) {
      const message = this.next();
      await this.post(message);
      // Named once more while it was on its way, it is told once more: the change may have come after it was heard.
    }
    this.takesAway = false;
    if (this.named !== undefined) this.options.position?.write(this.named);
  }

  /** Takes the next message out of what waits. */
  private next(): PurgeMessage {
    const { takesAway } = this;
    if (this.isAll) {
      this.isAll = false;
      return { keys: [], urls: [], takesAway, all: true };
    }
    const take = (from: Set<string>) => {
      const taken = [...from].slice(0, AT_ONCE);
      for (const one of taken) from.delete(one);
      return taken;
    };
    return { keys: take(this.keys), urls: take(this.urls), takesAway };
  }

  private async post(message: PurgeMessage): Promise<void> {
    const { url, token } = this.options;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify(message),
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`The cache in front answered a purge with ${answer.status}.`);
    } catch (error) {
      if (message.all) this.isAll = true;
      for (const key of message.keys) this.keys.add(key);
      for (const one of message.urls) this.urls.add(one);
      throw error;
    }
  }

  /** Tells what waits, once, and ends. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.sending;
    if (this.hasMore()) await this.sendAll().catch(this.options.onFault);
  }
}
