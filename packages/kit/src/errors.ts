/** The closed list of expected failures. One table (`httpStatusOf`) maps them to HTTP; nothing else does. */
export type ErrorCode =
  | 'INVALID'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'STALE'
  | 'TOO_LARGE'
  | 'TOO_MANY'
  | 'GONE'
  | 'BUSY'
  | 'MISCONFIGURED';

const STATUS: Record<ErrorCode, number> = {
  INVALID: 422,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STALE: 409,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  GONE: 410,
  BUSY: 503,
  MISCONFIGURED: 500,
};

export type FieldErrors = Record<string, string[]>;

/** An expected failure with a sentence for the user, in the user's language. Unexpected faults stay ordinary errors. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields: FieldErrors = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function httpStatusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** "Not yours" and "not there" are the same answer across sites. */
export function notFound(what = '内容'): DomainError {
  return new DomainError('NOT_FOUND', `没有找到这个${what}，它可能已被移走。`);
}

/** True for DomainErrors of any copy of this module: the door and the Remix build are two bundles. */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && error.name === 'DomainError' && 'code' in error;
}
