import { createHash } from 'node:crypto';
import type { Database, Transaction } from '@zhanqun/db';
import type { Actor, HeldGrant, LentGrant } from '@zhanqun/kit';
import { withPlatform } from '@zhanqun/tenancy/server';
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';

/** Idle limit, exact: every request of the session moves it. */
export const IDLE_MINUTES = 30;
/** A session ends after this, however busy. */
export const WHOLE_HOURS = 12;

interface SessionAttributes {
  address: string;
  userAgent: string;
  createdAt: Date;
}

interface UserAttributes {
  actor: Actor;
  username: string;
  mustChangePassword: boolean;
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}

export interface SignedIn {
  actor: Actor;
  username: string;
  mustChangePassword: boolean;
  sessionKey: string;
  expiresAt: Date;
}

/** What the table keeps: a copy of the table opens no session. */
export function sessionKeyOf(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex');
}

function limitFor(now: Date, createdAt: Date): Date {
  return new Date(Math.min(now.getTime() + IDLE_MINUTES * 60_000, createdAt.getTime() + WHOLE_HOURS * 3_600_000));
}

interface UsedSession {
  expiresAt: Date;
  createdAt: Date;
  address: string;
  userAgent: string;
  account: {
    id: string;
    username: string;
    displayName: string;
    homeSiteId: string;
    state: string;
    passwordState: string;
  };
  grants: HeldGrant[];
  /** Of people who are away and named this one their deputy. */
  lent: LentGrant[];
}

/** Moves the idle limit of a session that has not ended, and tells whose it is, in one statement. */
async function useSession(tx: Transaction, key: string, now: Date): Promise<UsedSession | undefined> {
  const [row] = await tx.$queryRaw<UsedSession[]>`
    UPDATE "Session" s SET "lastSeenAt" = ${now},
      "expiresAt" = least(${now}::timestamptz + make_interval(mins => ${IDLE_MINUTES}::int),
                          s."createdAt" + make_interval(hours => ${WHOLE_HOURS}::int))
    FROM "Account" a
    WHERE s.id = ${key} AND s."expiresAt" > ${now} AND a.id = s."accountId"
      AND s."createdAt" + make_interval(hours => ${WHOLE_HOURS}::int) > ${now}
    RETURNING s."expiresAt", s."createdAt", s.address, s."userAgent",
      json_build_object('id', a.id, 'username', a.username, 'displayName', a."displayName",
        'homeSiteId', a."homeSiteId", 'state', a.state, 'passwordState', a."passwordState") AS account,
      coalesce((SELECT json_agg(json_build_object('siteId', g."siteId", 'role', g.role, 'subtree', g.subtree))
        FROM "Grant" g WHERE g."accountId" = a.id), '[]'::json) AS grants,
      coalesce((SELECT json_agg(json_build_object('siteId', g."siteId", 'role', g.role, 'subtree', g.subtree,
          'of', json_build_object('accountId', p.id, 'name', p."displayName")))
        FROM "ReviewDeputy" d JOIN "Account" p ON p.id = d."principalId" AND p.state = 'ACTIVE'
          JOIN "Grant" g ON g."accountId" = p.id
        WHERE d."deputyId" = a.id AND d."fromAt" <= ${now} AND d."untilAt" > ${now}), '[]'::json) AS lent`;
  return row;
}

/** Lucia's storage over our client: looking a session up is using it, so its idle limit moves in the same statement. */
function adapterFor(db: Database, clock: () => Date): Adapter {
  return {
    async getSessionAndUser(sessionId) {
      const now = clock();
      const key = sessionKeyOf(sessionId);
      const row = await withPlatform({ db }, (tx) => useSession(tx, key, now));
      if (row?.account.state !== 'ACTIVE') return [null, null];
      const account = row.account;
      const session: DatabaseSession = {
        id: sessionId,
        userId: account.id,
        expiresAt: row.expiresAt,
        attributes: { address: row.address, userAgent: row.userAgent, createdAt: row.createdAt },
      };
      const user: DatabaseUser = {
        id: account.id,
        attributes: {
          username: account.username,
          mustChangePassword: account.passwordState === 'ONE_TIME',
          actor: {
            accountId: account.id,
            name: account.displayName,
            kind: 'ACCOUNT',
            homeSiteId: account.homeSiteId,
            grants: row.grants,
            lent: row.lent,
          },
        },
      };
      return [session, user];
    },
    async getUserSessions(accountId) {
      const rows = await withPlatform({ db }, (tx) => tx.session.findMany({ where: { accountId } }));
      return rows.map((row) => ({
        id: row.id,
        userId: row.accountId,
        expiresAt: row.expiresAt,
        attributes: { address: row.address, userAgent: row.userAgent, createdAt: row.createdAt },
      }));
    },
    async setSession(session) {
      const { address, userAgent, createdAt } = session.attributes;
      await withPlatform({ db }, (tx) =>
        tx.session.create({
          data: {
            id: sessionKeyOf(session.id),
            accountId: session.userId,
            createdAt,
            lastSeenAt: createdAt,
            expiresAt: limitFor(createdAt, createdAt),
            address,
            userAgent,
          },
        }),
      );
    },
    // The idle limit has moved when the session was looked up.
    async updateSessionExpiration() {},
    async deleteSession(sessionId) {
      await withPlatform({ db }, (tx) => tx.session.deleteMany({ where: { id: sessionKeyOf(sessionId) } }));
    },
    async deleteUserSessions(accountId) {
      await withPlatform({ db }, (tx) => tx.session.deleteMany({ where: { accountId } }));
    },
    async deleteExpiredSessions() {
      await withPlatform({ db }, (tx) => tx.session.deleteMany({ where: { expiresAt: { lte: clock() } } }));
    },
  };
}

export interface SessionDesk {
  cookieName: string;
  /** Who the cookie's session belongs to; undefined when there is none or it has ended. */
  read(cookieHeader: string | null): Promise<SignedIn | undefined>;
  /** Begins a session and returns the Set-Cookie value. */
  begin(accountId: string, from: { address: string; userAgent: string }): Promise<string>;
  /** Ends the cookie's session and returns the Set-Cookie value that forgets it. */
  end(cookieHeader: string | null): Promise<string>;
  sweep(): Promise<void>;
}

/** `isSecure` is false only on a plain-http trial: the cookie then has neither prefix nor Secure. */
export function createSessionDesk(db: Database, isSecure: boolean, clock: () => Date = () => new Date()): SessionDesk {
  const cookieName = isSecure ? '__Host-zhanqun' : 'zhanqun-trial';
  const lucia = new Lucia(adapterFor(db, clock), {
    sessionExpiresIn: new TimeSpan(WHOLE_HOURS, 'h'),
    sessionCookie: { name: cookieName, expires: false, attributes: { secure: isSecure, sameSite: 'lax', path: '/' } },
    getUserAttributes: (attributes) => attributes,
    getSessionAttributes: (attributes) => attributes,
  });
  const idIn = (cookieHeader: string | null) => lucia.readSessionCookie(cookieHeader ?? '');
  return {
    cookieName,
    async read(cookieHeader) {
      const id = idIn(cookieHeader);
      if (!id || id.length > 100) return undefined;
      const { session, user } = await lucia.validateSession(id);
      if (!session) return undefined;
      return {
        actor: user.actor,
        username: user.username,
        mustChangePassword: user.mustChangePassword,
        sessionKey: sessionKeyOf(session.id),
        expiresAt: session.expiresAt,
      };
    },
    async begin(accountId, from) {
      const session = await lucia.createSession(accountId, {
        address: from.address.slice(0, 64),
        userAgent: from.userAgent.slice(0, 300),
        createdAt: clock(),
      });
      return lucia.createSessionCookie(session.id).serialize();
    },
    async end(cookieHeader) {
      const id = idIn(cookieHeader);
      if (id) await lucia.invalidateSession(id);
      return lucia.createBlankSessionCookie().serialize();
    },
    sweep: () => lucia.deleteExpiredSessions(),
  };
}
