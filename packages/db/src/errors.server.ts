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

const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
]);

const BUSY_STATES = new Set([
  // The server is going away, has crashed, is starting, or has no connection left.
  ...['57P01', '57P02', '57P03', '53300'],
  // The connection broke.
  ...['08000', '08001', '08003', '08004', '08006'],
  // The database undid this transaction in favour of another one.
  ...['40P01', '40001'],
]);

/** What Prisma calls these: a transaction that did not begin, that ended early or was undone, a server not reached. */
const BUSY_CODES = new Set(['P2028', 'P2024', 'P2034', 'P1001', 'P1002', 'P1008', 'P1017', 'P2037']);
/** The same where raw SQL met it: Prisma then has one code for everything, and the kind beneath it. */
const BUSY_KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
const BUSY_MESSAGE =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable|Unable to start a transaction/;

/** Beneath Prisma's error, or of the adapter's own: a commit that breaks off comes as that. */
function driverKind(error: unknown): string | undefined {
  const { meta, cause } = (error ?? {}) as {
    meta?: { driverAdapterError?: { cause?: { kind?: string } } };
    cause?: { kind?: string };
  };
  return (meta?.driverAdapterError?.cause ?? cause)?.kind;
}

/** Waiting too long for the database, or not reaching it, is a busy answer (503) and not a fault (500). */
export function asBusy(error: unknown): unknown {
  if (isDomainError(error)) return error;
  const code = (error as { code?: unknown } | undefined)?.code;
  const message = error instanceof Error ? error.message : '';
  const cause = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;
  if (
    BUSY_CODES.has(String(code)) ||
    UNREACHABLE.has(String(code)) ||
    UNREACHABLE.has(String(cause)) ||
    BUSY_KINDS.has(driverKind(error) ?? '') ||
    BUSY_STATES.has(sqlState(error) ?? '') ||
    BUSY_MESSAGE.test(message)
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
