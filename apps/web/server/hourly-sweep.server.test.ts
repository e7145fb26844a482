import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startHourlySweep } from './hourly-sweep.server';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the hourly sweep', () => {
  it('runs at start and every hour, also after one has failed, until it is stopped', async () => {
    const lines: string[] = [];
    const sweeps = { broken: 0, good: 0 };
    const stop = startHourlySweep(
      [
        async () => {
          sweeps.broken += 1;
          throw new Error('no database');
        },
        async () => {
          sweeps.good += 1;
        },
      ],
      pino({}, { write: (line: string) => void lines.push(line) }),
    );
    await vi.advanceTimersByTimeAsync(3_600_000 - 1);
    expect(sweeps).toEqual({ broken: 1, good: 1 });
    await vi.advanceTimersByTimeAsync(1);
    expect(sweeps).toEqual({ broken: 2, good: 2 });
    expect(lines.map((line) => JSON.parse(line).err.message)).toEqual(['no database', 'no database']);
    stop();
    await vi.advanceTimersByTimeAsync(7_200_000);
    expect(sweeps).toEqual({ broken: 2, good: 2 });
  });
});
