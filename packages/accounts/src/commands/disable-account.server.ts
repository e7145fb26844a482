import { parseInput } from '@zhanqun/access';
import { DomainError } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';
import { changeAccount, demandAnotherGroupAdministrator } from '../account-desk.server';
import { type AccountInput, accountInput } from '../schema';

/** Stops an account from signing in and ends its sessions. The last active group administrator stays. */
export async function disableAccount(context: Context, input: AccountInput): Promise<void> {
  const { accountId } = parseInput(accountInput, input);
  await changeAccount(context, accountId, async (tx, account) => {
    if (account.state === 'DISABLED') throw new DomainError('CONFLICT', '这个账号已经停用。');
    await demandAnotherGroupAdministrator(tx, context, account);
    await tx.account.updateMany({ where: { id: accountId }, data: { state: 'DISABLED', updatedAt: context.now } });
    await tx.session.deleteMany({ where: { accountId } });
    return { entries: [{ summary: `停用账号“${account.username}”` }], result: undefined };
  });
}
