import { parseInput } from '@zhanqun/access';
import { DomainError } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';
import { changeAccount } from '../account-desk.server';
import { type AccountInput, accountInput } from '../schema';

/** Lets a disabled account sign in again. */
export async function enableAccount(context: Context, input: AccountInput): Promise<void> {
  const { accountId } = parseInput(accountInput, input);
  await changeAccount(context, accountId, async (tx, account) => {
    if (account.state === 'ACTIVE') throw new DomainError('CONFLICT', '这个账号没有停用。');
    await tx.account.updateMany({ where: { id: accountId }, data: { state: 'ACTIVE', updatedAt: context.now } });
    return { entries: [{ summary: `启用账号“${account.username}”` }], result: undefined };
  });
}
