import { parseInput, ROLE_LABELS } from '@zhanqun/access';
import type { Prisma } from '@zhanqun/db';
import { DomainError, escapeLike, notFound, PAGE_SIZE, type Page, type Role } from '@zhanqun/kit';
import { acrossSites, type Context, type Reach, withPlatform } from '@zhanqun/tenancy/server';
import { placeFinder } from './account-desk.server';
import { maySeeAccount, refusalToTouch } from './policy';
import { type AccountFilter, type AccountState, accountFilter } from './schema';

export interface GrantView {
  siteId: string;
  siteName: string;
  role: Role;
  roleLabel: string;
  subtree: boolean;
}

export interface AccountRow {
  id: string;
  username: string;
  displayName: string;
  unit: string;
  homeSiteId: string;
  homeSiteName: string;
  state: AccountState;
  passwordState: 'ONE_TIME' | 'CHOSEN';
  lastSignInAt: Date | null;
  createdAt: Date;
  /** Those that stand within what the reader may see. */
  grants: GrantView[];
}

export interface AccountView extends AccountRow {
  /** Grants beyond what the reader may see. */
  hiddenGrants: number;
  /** Why the reader may not change this account; undefined when they may. */
  refusal: string | undefined;
}

const select = {
  id: true,
  username: true,
  displayName: true,
  unit: true,
  homeSiteId: true,
  state: true,
  passwordState: true,
  lastSignInAt: true,
  createdAt: true,
  grants: {
    select: { siteId: true, role: true, subtree: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  },
} as const satisfies Prisma.AccountSelect;

type SelectedAccount = Prisma.AccountGetPayload<{ select: typeof select }>;

function rowOf(context: Context, row: SelectedAccount): AccountRow {
  const nameOf = (siteId: string) => context.directory.find(siteId)?.shortName ?? '';
  return {
    ...row,
    homeSiteName: nameOf(row.homeSiteId),
    grants: row.grants.map((grant) => ({
      ...grant,
      siteName: nameOf(grant.siteId),
      roleLabel: ROLE_LABELS[grant.role],
    })),
  };
}

/** Accounts that are at home or work within reach, by user name; `after` is the user name of the last one shown. */
export async function listAccountsAcrossSites(
  context: Context,
  reach: Reach,
  filter: AccountFilter,
): Promise<Page<AccountRow> & { total: number }> {
  const { q, siteId, role, state, after } = parseInput(accountFilter, filter);
  const grant = { ...(siteId ? { siteId } : {}), ...(role ? { role } : {}) };
  const where: Prisma.AccountWhereInput = {
    AND: [
      ...(q
        ? [
            {
              OR: (['username', 'displayName', 'unit'] as const).map((field) => ({
                [field]: { contains: escapeLike(q), mode: 'insensitive' as const },
              })),
            },
          ]
        : []),
      ...(siteId && !role ? [{ OR: [{ homeSiteId: siteId }, { grants: { some: grant } }] }] : []),
      ...(role ? [{ grants: { some: grant } }] : []),
      ...(state ? [{ state }] : []),
    ],
  };
  const [rows, total] = await acrossSites(context, reach, async (tx) => [
    await tx.account.findMany({
      where: after ? { AND: [where, { username: { gt: after } }] } : where,
      orderBy: { username: 'asc' },
      take: PAGE_SIZE + 1,
      select,
    }),
    await tx.account.count({ where }),
  ]);
  const items = rows.slice(0, PAGE_SIZE).map((row) => rowOf(context, row));
  const last = items.at(-1);
  return { items, total, ...(rows.length > PAGE_SIZE && last ? { next: last.username } : {}) };
}

/** One account as the reader may see it. Throws NOT_FOUND outside their reach. */
export async function getAccount(context: Context, accountId: string): Promise<AccountView> {
  const row = await withPlatform({ db: context.db }, (tx) =>
    tx.account.findUnique({ where: { id: accountId }, select }),
  );
  const find = placeFinder(context);
  if (!row || !maySeeAccount(context.actor, row, find)) throw notFound('账号');
  const isOwn = row.id === context.actor.accountId;
  const grants = row.grants.filter(
    (grant) => isOwn || maySeeAccount(context.actor, { id: '', homeSiteId: grant.siteId, grants: [] }, find),
  );
  return {
    ...rowOf(context, { ...row, grants }),
    hiddenGrants: row.grants.length - grants.length,
    refusal: refusalToTouch(context.actor, row, find),
  };
}

/** The actor's own account. Throws NOT_FOUND for the system, which has none. */
export function getOwnAccount(context: Context): Promise<AccountView> {
  return getAccount(context, context.actor.accountId);
}

/** Where the actor's notices are sent; "" without an address. */
export async function getOwnEmail({ db, actor }: Context): Promise<string> {
  const account = await withPlatform({ db }, (tx) =>
    tx.account.findUnique({ where: { id: actor.accountId }, select: { email: true } }),
  );
  return account?.email ?? '';
}

export interface SessionView {
  key: string;
  createdAt: Date;
  lastSeenAt: Date;
  address: string;
  userAgent: string;
}

/** Running sessions of the actor's own account, or of one that they may manage, the last used first. */
export async function listSessions(context: Context, accountId: string): Promise<SessionView[]> {
  const account = await getAccount(context, accountId);
  if (account.refusal && accountId !== context.actor.accountId) throw new DomainError('FORBIDDEN', account.refusal);
  const rows = await withPlatform({ db: context.db }, (tx) =>
    tx.session.findMany({
      where: { accountId, expiresAt: { gt: context.now } },
      orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    }),
  );
  return rows.map(({ id, createdAt, lastSeenAt, address, userAgent }) => ({
    key: id,
    createdAt,
    lastSeenAt,
    address,
    userAgent,
  }));
}
