import { can } from '@zhanqun/access';
import { type AuditEntry, recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError, type HeldGrant, notFound } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { maySeeAccount, type PlaceFinder, refusalOfGrant, refusalToTouch, type Subject } from './policy';

export interface AccountSubject extends Subject {
  username: string;
  displayName: string;
  state: 'ACTIVE' | 'DISABLED';
}

export function placeFinder(context: Pick<Context, 'directory'>): PlaceFinder {
  return (siteId) => context.directory.find(siteId);
}

const subjectSelect = {
  id: true,
  username: true,
  displayName: true,
  state: true,
  homeSiteId: true,
  grants: { select: { siteId: true, role: true, subtree: true } },
} as const;

/**
 * Changes one account in its own transaction, with its audit lines at the account's home site. The row is locked and
 * the rights are judged over every grant it has at that moment. Throws NOT_FOUND for accounts that the actor cannot
 * see, FORBIDDEN with the reason for those they may not touch.
 */
export async function changeAccount<T>(
  context: Context,
  accountId: string,
  work: (
    tx: Transaction,
    account: AccountSubject,
  ) => Promise<{ entries: Omit<AuditEntry, 'action' | 'subjectType' | 'subjectId'>[]; result: T }>,
): Promise<T> {
  const found = await withPlatform({ db: context.db }, (tx) =>
    tx.account.findUnique({ where: { id: accountId }, select: subjectSelect }),
  );
  const find = placeFinder(context);
  if (!found || !maySeeAccount(context.actor, found, find)) throw notFound('账号');
  return withPlatform({ db: context.db, siteId: found.homeSiteId }, async (tx) => {
    await lockGroupAdministrators(tx, context);
    await tx.$queryRaw`SELECT id FROM "Account" WHERE id = ${accountId} FOR UPDATE`;
    const account = await tx.account.findUnique({ where: { id: accountId }, select: subjectSelect });
    if (!account) throw notFound('账号');
    const refusal = refusalToTouch(context.actor, account, find);
    if (refusal) throw new DomainError('FORBIDDEN', refusal);
    const { entries, result } = await work(tx, account);
    await recordAudit(
      tx,
      { ...context, siteId: account.homeSiteId },
      entries.map((entry) => ({ ...entry, action: 'account:manage', subjectType: 'Account', subjectId: account.id })),
    );
    return result;
  });
}

/** Always in the same order and before the account itself, so that two of them never end each other's rights at once. */
async function lockGroupAdministrators(tx: Transaction, context: Context): Promise<void> {
  const rootId = context.directory.root()?.id ?? '';
  await tx.$queryRaw`
    SELECT a.id FROM "Account" a WHERE a.id IN (
      SELECT g."accountId" FROM "Grant" g WHERE g.role = 'GROUP_ADMIN' AND g."siteId" = ${rootId} AND g.subtree)
    ORDER BY a.id FOR UPDATE`;
}

/** Throws CONFLICT when the group would be left without an active group administrator. */
export async function demandAnotherGroupAdministrator(
  tx: Transaction,
  context: Context,
  account: AccountSubject,
): Promise<void> {
  const rootId = context.directory.root()?.id ?? '';
  const isOne = account.grants.some((grant) => isGroupAdministration(grant, rootId));
  if (!isOne || account.state !== 'ACTIVE') return;
  const others = await tx.grant.count({
    where: {
      role: 'GROUP_ADMIN',
      siteId: rootId,
      subtree: true,
      accountId: { not: account.id },
      account: { state: 'ACTIVE' },
    },
  });
  if (others === 0) throw new DomainError('CONFLICT', '这是最后一个可用的站群管理员，请先设立另一位。');
}

function isGroupAdministration(grant: HeldGrant, rootId: string): boolean {
  return grant.role === 'GROUP_ADMIN' && grant.siteId === rootId && grant.subtree;
}

/** Throws NOT_FOUND for a site the actor cannot see, FORBIDDEN with the reason for a grant beyond what they hold. */
export function demandGrant(context: Context, grant: HeldGrant): void {
  const place = context.directory.find(grant.siteId);
  if (!place || !can(context.actor, 'site:view', place)) throw notFound('站点');
  const refusal = refusalOfGrant(context.actor, grant, placeFinder(context));
  if (refusal) throw new DomainError('FORBIDDEN', refusal);
}
