import { parseInput } from '@zhanqun/access';
import { hashPassword, oneTimePassword } from '@zhanqun/auth/server';
import type { Context } from '@zhanqun/tenancy/server';
import { changeAccount } from '../account-desk.server';
import { type AccountInput, accountInput } from '../schema';

/** Gives an account a one-time password, told once, ends all its sessions and lifts its lock. */
export async function resetPassword(
  context: Context,
  input: AccountInput,
): Promise<{ username: string; password: string }> {
  const { accountId } = parseInput(accountInput, input);
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  return changeAccount(context, accountId, async (tx, account) => {
    await tx.account.updateMany({
      where: { id: accountId },
      data: { passwordHash, passwordState: 'ONE_TIME', passwordChangedAt: context.now, updatedAt: context.now },
    });
    await tx.session.deleteMany({ where: { accountId } });
    await tx.signInFailure.deleteMany({ where: { key: `account:${account.username}` } });
    return {
      entries: [{ summary: `重置“${account.username}”的密码` }],
      result: { username: account.username, password },
    };
  });
}
