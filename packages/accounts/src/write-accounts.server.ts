import { ROLE_LABELS } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError, type HeldGrant, newId } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';

export interface NewAccount {
  id: string;
  username: string;
  displayName: string;
  unit: string;
  homeSiteId: string;
  passwordHash: string;
  passwordState: 'ONE_TIME' | 'CHOSEN';
  isDemonstration: boolean;
  grants: HeldGrant[];
}

/** The words of a grant in the log: `编辑（水南镇，含下级）`. */
export function grantInWords(context: Pick<Context, 'directory'>, grant: HeldGrant): string {
  const site = context.directory.find(grant.siteId);
  return `${ROLE_LABELS[grant.role]}（${site?.shortName ?? grant.siteId}${grant.subtree ? '，含下级' : ''}）`;
}

/** Writes new accounts with their grants and audit lines in the open transaction; its scope must name their sites. */
export async function writeAccounts(tx: Transaction, context: Context, accounts: readonly NewAccount[]): Promise<void> {
  const { now, actor } = context;
  await tx.account.createMany({
    data: accounts.map(({ grants, ...account }) => ({
      ...account,
      passwordChangedAt: now,
      createdAt: now,
      updatedAt: now,
    })),
  });
  await tx.grant.createMany({
    data: accounts.flatMap(({ id: accountId, grants }) =>
      grants.map((grant) => ({
        ...grant,
        id: newId(now.getTime()),
        accountId,
        grantedById: actor.accountId,
        createdAt: now,
      })),
    ),
  });
  for (const siteId of new Set(accounts.map((account) => account.homeSiteId))) {
    const own = accounts.filter((account) => account.homeSiteId === siteId);
    await recordAudit(
      tx,
      { ...context, siteId },
      own.map((account) => ({
        action: 'account:manage',
        subjectType: 'Account',
        subjectId: account.id,
        summary: `创建账号“${account.username}”（${account.displayName}）`,
        detail: { grants: account.grants.map((grant) => grantInWords(context, grant)) },
      })),
    );
  }
}

export function usernameTaken(): DomainError {
  return new DomainError('CONFLICT', '请检查标出的项目。', { username: ['这个用户名已被使用，请换一个。'] });
}
