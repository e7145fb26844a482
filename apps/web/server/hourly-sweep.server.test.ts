import type { JobRun } from '@zhanqun/jobs/server';
import type { Context } from '@zhanqun/tenancy/server';
import { describe, expect, it } from 'vitest';
import { hourlySweep } from './hourly-sweep.server';

describe('the hourly sweep', () => {
  it('tries every sweep, and tells of each that failed, so that it is tried again', async () => {
    const seen: string[] = [];
    const good = async (now: Date) => void seen.push(now.toISOString());
    const broken = (what: string) => async () => {
      throw new Error(what);
    };
    const at = new Date('2026-03-04T05:06:07Z');
    const run = (sweeps: ((now: Date) => Promise<void>)[]) =>
      hourlySweep(sweeps).execute({} as JobRun<unknown>, { now: at } as Context);
    await run([good, good]);
    await expect(run([broken('one'), good])).rejects.toThrow('one');
    await expect(run([broken('one'), broken('two'), good])).rejects.toThrow('Error: one Error: two');
    expect(seen).toEqual(Array(4).fill(at.toISOString()));
    expect(hourlySweep([]).everyMs).toBe(3_600_000);
  });
});
