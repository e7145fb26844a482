import { DomainError, newId } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { type NewAccount, writeAccounts } from '../write-accounts.server';

export type BulkAccount = Pick<NewAccount, 'username' | 'displayName' | 'unit' | 'homeSiteId' | 'grants'>;

export interface BulkAccountOptions {
  /** Hash of the password they all begin with: hashing hundreds takes minutes. */
  passwordHash: string;
  passwordState: 'ONE_TIME' | 'CHOSEN';
  isDemonstration: boolean;
}

/** Makes many accounts at once in one transaction, passing over user names that are there. Only the system does this. */
export async function createAccountsInBulk(
  context: Context,
  accounts: readonly BulkAccount[],
  options: BulkAccountOptions,
): Promise<{ created: number }> {
  if (context.actor.kind !== 'SYSTEM') throw new DomainError('FORBIDDEN', '批量创建由系统执行，不能在这里操作。');
  const siteIds = [...new Set(accounts.map((account) => account.homeSiteId))];
  return withPlatform({ db: context.db, siteIds }, async (tx) => {
    const usernames = accounts.map((account) => account.username);
    const present = await tx.account.findMany({ where: { username: { in: usernames } }, select: { username: true } });
    const known = new Set(present.map((row) => row.username));
    const missing = accounts.filter((account) => !known.has(account.username));
    await writeAccounts(
      tx,
      context,
      missing.map((account) => ({ ...account, ...options, id: newId(context.now.getTime()) })),
    );
    return { created: missing.length };
  });
}
