import { type Database, snapshotOf } from '@zhanqun/db';
import { withPlatform } from '@zhanqun/tenancy/server';

export interface PublicChangeView {
  seq: bigint;
  siteId: string;
  tags: string[];
  /** Something must not be seen any more. */
  takesAway: boolean;
  /** The transaction that wrote it. */
  transaction: string;
}

/** How often a process looks for changes made elsewhere, milliseconds. */
const POLL_MS = 250;
/** Changes that a start catches up with, of some 500 bytes each. */
const MOST_AT_ONCE = 100_000;

/**
 * Applies every public change in this process, also those of other processes and of the command line. A transaction
 * with a lower number may commit later: the feed reads again from the oldest transaction that was still running.
 */
export class ChangeFeed {
  private horizon = '0';
  /** What was committed at the last look. */
  private snapshot = '';
  private seen = new Set<bigint>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly db: Database,
    /** Given what is new, and up to where all changes are then applied. Called at each look that found a commit, of whatever. */
    private readonly apply: (changes: PublicChangeView[], position: string) => Promise<void>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Where the changes now stand: the oldest transaction still running. */
  async present(): Promise<string> {
    return withPlatform({ db: this.db }, async (tx) => {
      const [snapshot] = await tx.$queryRaw<{ horizon: string }[]>`
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon`;
      return snapshot?.horizon ?? this.horizon;
    });
  }

  /** Whether more happened since than one look can take in: a whole country was opened meanwhile. */
  async isFarBehind(position: string): Promise<boolean> {
    return withPlatform({ db: this.db }, async (tx) => {
      const [row] = await tx.$queryRaw<{ isMore: boolean }[]>`
        SELECT count(*) > ${MOST_AT_ONCE} AS "isMore" FROM (
          SELECT FROM "PublicChange" WHERE transaction >= ${position}::xid8 LIMIT ${MOST_AT_ONCE + 1}) f`;
      return row?.isMore ?? false;
    });
  }

  /** Begins after `since`, a position reached before, and applies what came meanwhile; without it at the present. */
  async start(since?: string): Promise<void> {
    this.horizon = since ?? (await this.present());
    // Without `since`, what was committed before is seen; what was still running then is not.
    await this.read(since === undefined ? () => Promise.resolve() : this.apply);
    const tick = () => {
      this.timer = setTimeout(() => {
        this.ring()
          .catch(this.onFault)
          .finally(() => {
            if (!this.isStopped) tick();
          });
      }, POLL_MS);
      this.timer.unref();
    };
    tick();
  }

  /** The doorbell: look now. Resolves when everything committed before the call is applied. */
  async ring(): Promise<void> {
    while (this.running) await this.running.catch(() => undefined);
    this.running = this.read(this.apply);
    try {
      await this.running;
    } finally {
      this.running = undefined;
    }
  }

  private async read(apply: (changes: PublicChangeView[], position: string) => Promise<void>): Promise<void> {
    const snapshot = await snapshotOf(this.db);
    if (snapshot === this.snapshot) return;
    const [rows, horizon] = await withPlatform({ db: this.db }, async (tx) => {
      const [oldest] = await tx.$queryRaw<{ horizon: string }[]>`
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon`;
      const changes = await tx.$queryRaw<PublicChangeView[]>`
        SELECT seq, "siteId", tags, "takesAway", transaction::text FROM "PublicChange" WHERE transaction >= ${this.horizon}::xid8 ORDER BY seq`;
      return [changes, oldest?.horizon ?? this.horizon] as const;
    });
    const fresh = rows.filter((row) => !this.seen.has(row.seq));
    await apply(fresh, horizon);
    // Only rows at or above the horizon can be read again.
    this.seen = new Set(rows.map((row) => row.seq));
    this.horizon = horizon;
    this.snapshot = snapshot;
  }

  /** Resolves when the last look has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running?.catch(() => undefined);
  }
}
