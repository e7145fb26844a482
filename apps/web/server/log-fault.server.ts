import { isDomainError } from '@zhanqun/kit';
import type { Logger } from 'pino';

/** For work that is tried again by itself: a busy database is worth a warning, everything else is an error. */
export function logFault(log: Logger, error: unknown, message: string): void {
  const isBusy = isDomainError(error) && error.code === 'BUSY';
  log[isBusy ? 'warn' : 'error']({ err: error }, message);
}
