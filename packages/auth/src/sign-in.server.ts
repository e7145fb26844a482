import { type Database, Prisma, type Transaction } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import { withPlatform } from '@zhanqun/tenancy/server';
import { isPassword, strangersHash } from './password.server';

/** Domain §9.1: locked 15 minutes after 5 failures, counted by account and by network address. */
export const FAILURES_ALLOWED = 5;
export const LOCK_MINUTES = 15;

const WRONG = '用户名或密码不正确。';

export interface Credentials {
  username: string;
  password: string;
  address: string;
}

/** Checks credentials and returns the account's id. Throws UNAUTHENTICATED, or TOO_MANY while locked. */
export async function verifyCredentials(db: Database, credentials: Credentials, now: Date): Promise<string> {
  const username = credentials.username.trim().toLowerCase();
  const keys = { account: `account:${username}`, address: `address:${credentials.address}` };
  const account = await withPlatform({ db }, async (tx) => {
    await countAttempt(tx, keys, now);
    return tx.account.findUnique({ where: { username }, select: { id: true, passwordHash: true, state: true } });
  });
  const isRight = await isPassword(credentials.password, account?.passwordHash ?? (await strangersHash()));
  if (!account || !isRight || account.state !== 'ACTIVE') throw new DomainError('UNAUTHENTICATED', WRONG);
  await withPlatform({ db }, async (tx) => {
    await tx.signInFailure.deleteMany({ where: { key: keys.account } });
    // Only its own count: a success of one account must not forgive guesses at others from the same address.
    await tx.$executeRaw`
      UPDATE "SignInFailure" SET failures = greatest(failures - 1, 0), "lockedUntil" = NULL WHERE key = ${keys.address}`;
    await tx.account.update({ where: { id: account.id }, data: { lastSignInAt: now }, select: { id: true } });
  });
  return account.id;
}

/** Forgets the failures that no longer count. */
export async function sweepSignInFailures(db: Database, now: Date): Promise<void> {
  await withPlatform({ db }, (tx) =>
    tx.signInFailure.deleteMany({
      where: {
        firstAt: { lt: windowStart(now) },
        OR: [{ lockedUntil: null }, { lockedUntil: { lte: now } }],
      },
    }),
  );
}

function windowStart(now: Date): Date {
  return new Date(now.getTime() - LOCK_MINUTES * 60_000);
}

function lockedError(until: Date, now: Date): DomainError {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  return new DomainError('TOO_MANY', `登录失败次数过多，请 ${minutes} 分钟后再试，或请管理员重置密码。`);
}

/**
 * Counts the attempt as a failure before its password is looked at, so that many at once cannot all pass; a right
 * password takes the count back. Throws TOO_MANY, and then counts nothing, when either key has all it may have.
 */
async function countAttempt(tx: Transaction, keys: { account: string; address: string }, now: Date): Promise<void> {
  const until = new Date(now.getTime() + LOCK_MINUTES * 60_000);
  const isOver = Prisma.sql`(f.failures = 0 OR coalesce(f."lockedUntil" <= ${now}, f."firstAt" < ${windowStart(now)}))`;
  // The account first, here and on success: two attempts at once take the rows in the same order.
  const counted = await tx.$queryRaw<{ key: string }[]>`
    INSERT INTO "SignInFailure" AS f (key, failures, "firstAt")
    VALUES (${keys.account}, 1, ${now}::timestamptz), (${keys.address}, 1, ${now}::timestamptz)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN ${isOver} THEN 1 ELSE f.failures + 1 END,
      "firstAt" = CASE WHEN ${isOver} THEN ${now}::timestamptz ELSE f."firstAt" END,
      "lockedUntil" = CASE WHEN NOT ${isOver} AND f.failures + 1 >= ${FAILURES_ALLOWED}
                           THEN ${until}::timestamptz ELSE NULL END
    WHERE f.failures < ${FAILURES_ALLOWED} OR ${isOver}
    RETURNING key`;
  if (counted.length === 2) return;
  const locked = await tx.signInFailure.findFirst({
    where: { key: { in: Object.values(keys) }, lockedUntil: { gt: now } },
    orderBy: { lockedUntil: 'desc' },
    select: { lockedUntil: true },
  });
  throw lockedError(locked?.lockedUntil ?? until, now);
}
