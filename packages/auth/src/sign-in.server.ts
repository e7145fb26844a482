import type { Database } from '@zhanqun/db';
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
  const keys = [`account:${username}`, `address:${credentials.address}`];
  const account = await withPlatform({ db }, async (tx) => {
    const locked = await tx.signInFailure.findFirst({
      where: { key: { in: keys }, lockedUntil: { gt: now } },
      orderBy: { lockedUntil: 'desc' },
    });
    if (locked?.lockedUntil) throw lockedError(locked.lockedUntil, now);
    return tx.account.findUnique({ where: { username }, select: { id: true, passwordHash: true, state: true } });
  });
  const isRight = await isPassword(credentials.password, account?.passwordHash ?? (await strangersHash()));
  if (account && isRight && account.state === 'ACTIVE') {
    await withPlatform({ db }, async (tx) => {
      await tx.signInFailure.deleteMany({ where: { key: { in: keys } } });
      await tx.account.update({ where: { id: account.id }, data: { lastSignInAt: now }, select: { id: true } });
    });
    return account.id;
  }
  await countFailure(db, keys, now);
  throw new DomainError('UNAUTHENTICATED', WRONG);
}

function lockedError(until: Date, now: Date): DomainError {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  return new DomainError('TOO_MANY', `登录失败次数过多，请 ${minutes} 分钟后再试，或请管理员重置密码。`);
}

async function countFailure(db: Database, keys: string[], now: Date): Promise<void> {
  const windowStart = new Date(now.getTime() - LOCK_MINUTES * 60_000);
  const until = new Date(now.getTime() + LOCK_MINUTES * 60_000);
  await withPlatform({ db }, async (tx) => {
    // Sorted, so that two failures at once take the rows in the same order.
    for (const key of [...keys].sort()) {
      await tx.$executeRaw`
        INSERT INTO "SignInFailure" AS f (key, failures, "firstAt") VALUES (${key}, 1, ${now})
        ON CONFLICT (key) DO UPDATE SET
          failures = CASE WHEN f."firstAt" < ${windowStart} THEN 1 ELSE f.failures + 1 END,
          "firstAt" = CASE WHEN f."firstAt" < ${windowStart} THEN ${now}::timestamptz ELSE f."firstAt" END,
          "lockedUntil" = CASE WHEN f."firstAt" >= ${windowStart} AND f.failures + 1 >= ${FAILURES_ALLOWED}
                               THEN ${until}::timestamptz ELSE NULL END`;
    }
  });
}
