import type { Logger } from 'pino';
import { logFault } from './log-fault.server';

const HOUR_MS = 3_600_000;

/** Forgets what has expired, at start and once an hour. A sweep that fails is tried again. Returns how to stop it. */
export function startHourlySweep(sweeps: (() => Promise<void>)[], log: Logger): () => void {
  const run = () => {
    for (const sweep of sweeps) void sweep().catch((error: unknown) => logFault(log, error, 'hourly sweep failed'));
  };
  run();
  const timer = setInterval(run, HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}
