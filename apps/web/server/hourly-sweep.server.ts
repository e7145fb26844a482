import { defineRecurring, type JobKind } from '@zhanqun/jobs/server';

const HOUR_MS = 3_600_000;

/** Forgets what has expired, once an hour for all processes. Every sweep is tried, also after one has failed. */
export function hourlySweep(sweeps: ((now: Date) => Promise<void>)[]): JobKind {
  return defineRecurring({
    name: 'web:sweep',
    label: '清理过期数据',
    everyMs: HOUR_MS,
    run: async (_run, { now }) => {
      const faults: unknown[] = [];
      for (const sweep of sweeps) await sweep(now).catch((error: unknown) => faults.push(error));
      if (faults.length === 1) throw faults[0];
      if (faults.length > 1) throw new AggregateError(faults, faults.map(String).join(' '));
    },
  });
}
