import { demand, parseInput } from '@zhanqun/access';
import { hashPassword, oneTimePassword } from '@zhanqun/auth/server';
import { isUniqueViolation } from '@zhanqun/db';
import { DomainError, newId } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { demandGrant } from '../account-desk.server';
import { type CreateAccountInput, createAccountInput } from '../schema';
import { usernameTaken, writeAccounts } from '../write-accounts.server';

export interface CreatedAccount {
  accountId: string;
  username: string;
  /** Told once; the database keeps its hash only, and its first use asks for another one. */
  password: string;
}

/** Makes an account at a home site with its first grants. Nobody grants more than they hold. */
export async function createAccount(context: Context, input: CreateAccountInput): Promise<CreatedAccount> {
  const account = parseInput(createAccountInput, input);
  demand(context.actor, 'account:manage', context.directory.get(account.homeSiteId));
  const keys = account.grants.map((grant) => `${grant.siteId}/${grant.role}`);
  if (new Set(keys).size < keys.length) {
    throw new DomainError('INVALID', '请检查标出的项目。', { grants: ['同一站点的同一角色只能授予一次。'] });
  }
  for (const grant of account.grants) demandGrant(context, grant);
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  const accountId = newId(context.now.getTime());
  try {
    await withPlatform({ db: context.db, siteId: account.homeSiteId }, (tx) =>
      writeAccounts(tx, context, [
        { ...account, id: accountId, passwordHash, passwordState: 'ONE_TIME', isDemonstration: false },
      ]),
    );
  } catch (error) {
    throw isUniqueViolation(error) ? usernameTaken() : error;
  }
  return { accountId, username: account.username, password };
}
