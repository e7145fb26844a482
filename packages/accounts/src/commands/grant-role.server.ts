import { parseInput } from '@zhanqun/access';
import { DomainError, newId } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';
import { changeAccount, demandGrant } from '../account-desk.server';
import { type GrantRoleInput, grantRoleInput, MAX_GRANTS } from '../schema';
import { grantInWords } from '../write-accounts.server';

/** Gives an account a role on a site or its subtree; a role it already has there changes its reach. */
export async function grantRole(context: Context, input: GrantRoleInput): Promise<void> {
  const { accountId, ...grant } = parseInput(grantRoleInput, input);
  await changeAccount(context, accountId, async (tx, account) => {
    demandGrant(context, grant);
    const held = account.grants.find((other) => other.siteId === grant.siteId && other.role === grant.role);
    if (held && held.subtree === grant.subtree) throw new DomainError('CONFLICT', '这个账号已有这项权限。');
    if (held) {
      await tx.grant.updateMany({
        where: { accountId, siteId: grant.siteId, role: grant.role },
        data: { subtree: grant.subtree, grantedById: context.actor.accountId },
      });
    } else {
      if (account.grants.length >= MAX_GRANTS) {
        throw new DomainError('CONFLICT', `一个账号最多 ${MAX_GRANTS} 项权限。`);
      }
      const id = newId(context.now.getTime());
      await tx.grant.createMany({
        data: [{ ...grant, id, accountId, grantedById: context.actor.accountId, createdAt: context.now }],
      });
    }
    const summary = `授予“${account.username}”${grantInWords(context, grant)}`;
    return { entries: [{ summary, detail: { ...grant } }], result: undefined };
  });
}
