import { parseInput } from '@zhanqun/access';
import { notFound } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';
import { changeAccount, demandAnotherGroupAdministrator } from '../account-desk.server';
import { type RevokeRoleInput, revokeRoleInput } from '../schema';
import { grantInWords } from '../write-accounts.server';

/** Takes a role from an account. The last group administrator keeps theirs. */
export async function revokeRole(context: Context, input: RevokeRoleInput): Promise<void> {
  const { accountId, siteId, role } = parseInput(revokeRoleInput, input);
  await changeAccount(context, accountId, async (tx, account) => {
    const held = account.grants.find((grant) => grant.siteId === siteId && grant.role === role);
    if (!held) throw notFound('权限');
    if (role === 'GROUP_ADMIN') await demandAnotherGroupAdministrator(tx, context, account);
    await tx.grant.deleteMany({ where: { accountId, siteId, role } });
    const summary = `收回“${account.username}”${grantInWords(context, held)}`;
    return { entries: [{ summary, detail: { ...held } }], result: undefined };
  });
}
