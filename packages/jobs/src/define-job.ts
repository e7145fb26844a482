import type { Transaction } from '@zhanqun/db';
import type { Context } from '@zhanqun/tenancy/server';
import type { z } from 'zod';

/** One run of a job. */
export interface JobRun<Data> {
  readonly id: string;
  readonly data: Data;
  /** 1 for the first run. */
  readonly attempt: number;
  /** The site of the scope that asked; undefined for the group's own work. Never taken from the data. */
  readonly siteId: string | undefined;
  /** Ends when the process stops, or when another run has taken the job up. Long work looks at it between its steps. */
  readonly signal: AbortSignal;
  /** Shown to staff; written at most once a second. Outside of scopes. */
  progress(done: number, total: number): Promise<void>;
  /** Completes the job in the open scope, together with its effects: both are there, or neither. */
  complete(tx: Transaction): Promise<void>;
}

/** A kind of work as the runner sees it. */
export interface JobKind {
  /** `<feature>:<verb>`. */
  readonly name: string;
  /** For staff. */
  readonly label: string;
  /** Runs before it counts as failed. */
  readonly attempts: number;
  /** Takes minutes or hours: runs beside the others, so that what has its time does not wait for it. */
  readonly isLong: boolean;
  /** Set on recurring work: milliseconds from the end of one run to the beginning of the next. */
  readonly everyMs: number | undefined;
  execute(run: JobRun<unknown>, context: Context): Promise<void>;
}

export interface Job<Data> extends JobKind {
  readonly schema: z.ZodType<Data>;
}

/**
 * Work that is slow or must be retried. Its effects in the database commit with `run.complete(tx)`, or are keyed so that a
 * second run changes nothing; what it does elsewhere happens at least once.
 */
export function defineJob<Data>(options: {
  name: string;
  label: string;
  data: z.ZodType<Data>;
  attempts?: number;
  isLong?: boolean;
  run(run: JobRun<Data>, context: Context): Promise<void>;
}): Job<Data> {
  return {
    name: options.name,
    label: options.label,
    attempts: options.attempts ?? 5,
    isLong: options.isLong ?? false,
    everyMs: undefined,
    schema: options.data,
    execute: (run, context) => options.run({ ...run, data: options.data.parse(run.data) }, context),
  };
}

/** Work that comes round again by itself, once for all processes together. It is never asked for. */
export function defineRecurring(options: {
  name: string;
  label: string;
  everyMs: number;
  run(run: JobRun<unknown>, context: Context): Promise<void>;
}): JobKind {
  return {
    name: options.name,
    label: options.label,
    attempts: 3,
    isLong: false,
    everyMs: options.everyMs,
    execute: options.run,
  };
}
