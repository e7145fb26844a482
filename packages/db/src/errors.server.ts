import { DomainError, isDomainError } from '@zhanqun/kit';
import { Prisma } from './generated/client';

/** The SQLSTATE of a database failure, wherever Prisma and its driver adapter put it. */
export function sqlState(error: unknown): string | undefined {
  for (let cause: unknown = error, depth = 0; cause && depth < 6; depth++) {
    const item = cause as {
      code?: unknown;
      originalCode?: unknown;
      meta?: { driverAdapterError?: unknown };
      cause?: unknown;
    };
    if (typeof item.originalCode === 'string') return item.originalCode;
    if (typeof item.code === 'string' && /^[0-9A-Z]{5}$/.test(item.code) && !item.code.startsWith('P'))
      return item.code;
    cause = item.meta?.driverAdapterError ?? item.cause;
  }
  return undefined;
}

/** True for the failure of a unique key, of Prisma or of raw SQL. */
export function isUniqueViolation(error: unknown): boolean {
  return (
    (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') || sqlState(error) === '23505'
  );
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** Waiting too long for the database, or not reaching it, is a busy answer (503) and not a fault (500). */
export function asBusy(error: unknown): unknown {
  if (isDomainError(error)) return error;
  const code = (error as { code?: unknown } | undefined)?.code;
  const message = error instanceof Error ? error.message : '';
  const cause = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;
  if (
    code === 'P2028' ||
    code === 'P2024' ||
    code === 'P1001' ||
    code === 'P1017' ||
    UNREACHABLE.has(String(code)) ||
    UNREACHABLE.has(String(cause)) ||
    sqlState(error) === '57P01' ||
    sqlState(error) === '57P03' ||
    /timeout exceeded when trying to connect|Connection terminated|Unable to start a transaction/.test(message)
  ) {
    return new DomainError('BUSY', '系统正忙，请稍后再试。您填写的内容没有丢失。', {}, { cause: error });
  }
  return error;
}
