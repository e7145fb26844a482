import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { reviewSitesOf } from './people.server';

/** Periods shown; older ones stand in the log. */
const MOST_SHOWN = 20;
/** Colleagues offered. */
const MOST_OFFERED = 200;

export interface DeputyView {
  id: string;
  principalName: string;
  deputyName: string;
  fromAt: Date;
  untilAt: Date;
  reason: string;
}

export interface Deputies {
  /** Who decides for the actor, the latest period first. */
  named: DeputyView[];
  /** For whom the actor decides, now or later. */
  standsInFor: DeputyView[];
}

const selected = {
  id: true,
  fromAt: true,
  untilAt: true,
  reason: true,
  principal: { select: { displayName: true } },
  deputy: { select: { displayName: true } },
} as const;

/** The actor's own absences, and those of others in which the actor is the deputy. */
export async function getDeputies({ db, actor, now }: Context): Promise<Deputies> {
  const { named, standsInFor } = await withPlatform({ db }, async (tx) => ({
    named: await tx.reviewDeputy.findMany({
      where: { principalId: actor.accountId },
      orderBy: { fromAt: 'desc' },
      take: MOST_SHOWN,
      select: selected,
    }),
    standsInFor: await tx.reviewDeputy.findMany({
      where: { deputyId: actor.accountId, untilAt: { gt: now } },
      orderBy: { fromAt: 'asc' },
      take: MOST_SHOWN,
      select: selected,
    }),
  }));
  const view = ({ principal, deputy, ...row }: (typeof named)[number]): DeputyView => ({
    ...row,
    principalName: principal.displayName,
    deputyName: deputy.displayName,
  });
  return { named: named.map(view), standsInFor: standsInFor.map(view) };
}

export interface Colleague {
  accountId: string;
  name: string;
  unit: string;
}

/** Who may be named deputy: accounts in use that work at one of the sites from which the right to review comes. */
export async function listDeputyCandidates(context: Context): Promise<Colleague[]> {
  const siteIds = reviewSitesOf(context);
  if (siteIds.length === 0) return [];
  const rows = await withPlatform({ db: context.db }, (tx) =>
    tx.account.findMany({
      where: { state: 'ACTIVE', id: { not: context.actor.accountId }, grants: { some: { siteId: { in: siteIds } } } },
      orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
      take: MOST_OFFERED,
      select: { id: true, displayName: true, unit: true },
    }),
  );
  return rows.map(({ id, displayName, unit }) => ({ accountId: id, name: displayName, unit }));
}
