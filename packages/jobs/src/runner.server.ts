import type { Database } from '@zhanqun/db';
import { type Context, type SiteDirectory, systemActor, withPlatform } from '@zhanqun/tenancy/server';
import type { JobKind } from './define-job';
import {
  type ClaimedJob,
  claim,
  complete,
  ensureRecurring,
  fail,
  LEASE_MS,
  release,
  renew,
  writeProgress,
} from './queue.server';

/** How often it is looked for work, milliseconds. */
const POLL_MS = 1_000;
/** After a fault of the database itself. */
const FAULT_POLL_MS = 5_000;
const PROGRESS_MS = 1_000;
const FIRST_DELAY_MS = 10_000;
const LONGEST_DELAY_MS = 3_600_000;

export interface JobRunnerOptions {
  db: Database;
  directory: SiteDirectory;
  jobs: JobKind[];
  now(): Date;
  /** What goes wrong is tried again by itself; this only tells. */
  onFault(error: unknown, message: string): void;
  /** Jobs at once in this process. */
  concurrency?: number;
}

interface Running {
  job: ClaimedJob;
  stop: AbortController;
  ended: Promise<void>;
}

/** Ten seconds before the second run, four times as long before each next one, at most an hour. */
export function delayBefore(attempt: number): number {
  return Math.min(FIRST_DELAY_MS * 4 ** (attempt - 1), LONGEST_DELAY_MS);
}

/** Runs jobs in this process. Several processes share the queue: each job runs in one of them at a time. */
export class JobRunner {
  private readonly kinds: Map<string, JobKind>;
  private readonly running = new Map<string, Running>();
  private readonly concurrency: number;
  private timer: NodeJS.Timeout | undefined;
  private renewal: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private isStopped = false;
  private isEnsured = false;

  constructor(private readonly options: JobRunnerOptions) {
    this.kinds = new Map(options.jobs.map((kind) => [kind.name, kind]));
    this.concurrency = options.concurrency ?? 2;
  }

  start(): void {
    this.renewal = setInterval(() => void this.renew(), LEASE_MS / 3);
    this.renewal.unref();
    this.schedule(0);
  }

  private schedule(delayMs: number): void {
    if (this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.look().then(
        () => this.schedule(POLL_MS),
        (error: unknown) => {
          this.options.onFault(error, 'job queue failed');
          this.schedule(FAULT_POLL_MS);
        },
      );
    }, delayMs);
    this.timer.unref();
  }

  /** Begins every job that is due and for which there is room. */
  look(): Promise<void> {
    this.looking ??= this.begin().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async begin(): Promise<void> {
    if (!this.isEnsured) {
      await ensureRecurring(this.options.db, this.options.jobs);
      this.isEnsured = true;
    }
    while (!this.isStopped && this.running.size < this.concurrency) {
      const job = await claim(this.options.db, [...this.kinds.keys()]);
      if (!job) return;
      const stop = new AbortController();
      const ended = this.run(job, stop).finally(() => {
        this.running.delete(job.lease);
        this.schedule(0);
      });
      this.running.set(job.lease, { job, stop, ended });
    }
  }

  /** Never rejects. */
  private async run(job: ClaimedJob, stop: AbortController): Promise<void> {
    const { db, onFault } = this.options;
    const kind = this.kinds.get(job.name);
    try {
      if (!kind || job.attempts > kind.attempts) throw new Error('The process ended during each of its runs.');
      if (await this.execute(kind, job, stop.signal)) return;
      await withPlatform({ db }, (tx) => complete(tx, job));
    } catch (error) {
      // What was given back, or taken by another run, is not this run's to fail.
      if (stop.signal.aborted) return;
      onFault(error, `job ${job.name} failed`);
      const fault = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      const isLast = !kind || job.attempts >= kind.attempts;
      await fail(db, job, fault, isLast ? undefined : delayBefore(job.attempts)).catch((next: unknown) =>
        // The lease runs out by itself.
        onFault(next, `job ${job.name} could not be put back`),
      );
    }
  }

  /** True when the job completed itself, in a transaction of its own. */
  private async execute(kind: JobKind, job: ClaimedJob, signal: AbortSignal): Promise<boolean> {
    const { db, directory, now } = this.options;
    const context: Context = {
      db,
      directory,
      actor: systemActor(directory.root()?.id ?? ''),
      now: now(),
      requestId: `job-${job.id}-${job.attempts}`,
    };
    let toldAt = 0;
    let isComplete = false;
    await kind.execute(
      {
        id: job.id,
        data: job.data,
        attempt: job.attempts,
        siteId: job.siteId || undefined,
        signal,
        async progress(done, total) {
          if (done < total && Date.now() - toldAt < PROGRESS_MS) return;
          toldAt = Date.now();
          await writeProgress(db, job.lease, done, total);
        },
        async complete(tx) {
          await complete(tx, job);
          isComplete = true;
        },
      },
      context,
    );
    return isComplete;
  }

  private async renew(): Promise<void> {
    if (this.running.size === 0) return;
    try {
      const held = await renew(this.options.db, [...this.running.keys()]);
      for (const { job, stop } of this.running.values()) {
        if (!held.has(job.lease)) stop.abort(new Error('Another run has taken this job up.'));
      }
    } catch (error) {
      this.options.onFault(error, 'leases of jobs could not be renewed');
    }
  }

  /** Takes nothing new, tells what runs to stop, and gives back what has not ended after `limitMs`. */
  async stop(limitMs = 5_000): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.looking?.catch(() => undefined);
    const runs = [...this.running.values()];
    const limit = new AbortController();
    const late = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      limit.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    for (const { stop } of runs) stop.abort(new Error('The process stops.'));
    await Promise.race([Promise.all(runs.map(({ ended }) => ended)), late]);
    limit.abort();
    clearInterval(this.renewal);
    // Those that ended because they were told to are still held too.
    const leases = runs.map(({ job }) => job.lease);
    if (leases.length > 0) {
      await release(this.options.db, leases).catch((error: unknown) =>
        this.options.onFault(error, 'jobs could not be given back'),
      );
    }
  }
}
