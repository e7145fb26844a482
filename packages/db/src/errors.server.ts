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

/** The connection or its server is going away, or the database undid this transaction in favour of another one. */
const BUSY_STATES = new Set(['57P01', '57P03', '40P01', '40001']);

/** Waiting too long for the database, or not reaching it, is a busy answer (503) and not a fault (500). */
export function asBusy(error: unknown): unknown {
  if (isDomainError(error)) return error;
  const code = (error as { code?: unknown } | undefined)?.code;
  const message = error instanceof Error ? error.message : '';
  const cause = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;
  if (
    code === 'P2028' ||
    code === 'P2024' ||
    code === 'P2034' ||
    code === 'P1001' ||
    code === 'P1017' ||
    UNREACHABLE.has(String(code)) ||
    UNREACHABLE.has(String(cause)) ||
    BUSY_STATES.has(sqlState(error) ?? '') ||
    /timeout exceeded when trying to connect|Connection terminated|Unable to start a transaction/.test(message)
  ) {
    return new DomainError('BUSY', '系统正忙，请稍后再试。您填写的内容没有丢失。', {}, { cause: error });
  }
  return error;
}

/** Values that no column can hold, and rows whose target has just been removed, are the sender's to mend: no fault. */
export function asRefusal(error: unknown): unknown {
  if (isDomainError(error)) return error;
  const state = sqlState(error) ?? '';
  const code = (error as { code?: unknown } | undefined)?.code;
  if (state.startsWith('22') || code === 'P2033') {
    const sentence = '提交的内容里有无法保存的字符或过大的数字，请检查后重试。';
    return new DomainError('INVALID', sentence, {}, { cause: error });
  }
  if (state === '23503' || code === 'P2003') {
    return new DomainError('CONFLICT', '相关的内容刚刚被移走，请刷新后重试。', {}, { cause: error });
  }
  return error;
}
