import { can, canFromAbove, type Permission, ROLE_PERMISSIONS } from '@zhanqun/access';
import { type Actor, ROLES } from '@zhanqun/kit';
import { type SiteContext, withPlatform } from '@zhanqun/tenancy/server';
import type { ReviewPeople } from './missing-reviewers';
import type { ReviewPlace } from './schema';

/** The people of a site's reviews, and how many steps up the tree the right of each reviewer comes from. */
export interface ReviewStaff extends ReviewPeople {
  distances: Record<ReviewPlace, ReadonlyMap<string, number>>;
}

/**
 * Who is told that a level waits: of all who may decide it the nearest to the site, without those who have had a hand
 * in the item. Everybody else finds it in the inbox: a city office is not told of every town's item.
 */
export function nearestReviewers({ distances }: ReviewStaff, place: ReviewPlace, hands: readonly string[]): string[] {
  const free = [...distances[place]].filter(([person]) => !hands.includes(person));
  const nearest = Math.min(...free.map(([, distance]) => distance));
  return free.filter(([, distance]) => distance === nearest).map(([person]) => person);
}

/** Whether the actor may decide at a level of the site. A site's own level is open to those above it as well. */
export function mayReview(actor: Actor, site: { id: string; lineage: string[] }, place: ReviewPlace): boolean {
  return place === 'SITE' ? can(actor, 'article:review', site) : canFromAbove(actor, 'article:review', site);
}

function rolesWith(permission: Permission) {
  return ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
}

/** The unit that the actor works for, as its account says, else its home site. */
export async function unitOfActor({ db, actor, directory }: SiteContext): Promise<string> {
  const account = await withPlatform({ db }, (tx) =>
    tx.account.findUnique({ where: { id: actor.accountId }, select: { unit: true } }),
  );
  return account?.unit || (directory.find(actor.homeSiteId)?.shortName ?? '');
}

/** Steps up the tree to the nearest grant that gives the right at this place. */
function distanceOf({ grants }: Actor, { lineage }: { lineage: string[] }, place: ReviewPlace): number {
  const steps = grants
    .filter(({ role }) => ROLE_PERMISSIONS[role].includes('article:review'))
    .map(({ siteId }) => lineage.length - 1 - lineage.indexOf(siteId));
  return Math.min(...steps.filter((step) => place === 'SITE' || step > 0));
}

/** Who may write and review for a site at present: accounts in use, by their grants here and above. */
export async function reviewPeopleOf({ db, site }: Pick<SiteContext, 'db' | 'site'>): Promise<ReviewStaff> {
  const grants = {
    role: { in: rolesWith('article:write') },
    OR: [{ siteId: site.id }, { siteId: { in: site.lineage }, subtree: true }],
  };
  const accounts = await withPlatform({ db }, (tx) =>
    tx.account.findMany({
      where: { state: 'ACTIVE', grants: { some: grants } },
      select: { id: true, grants: { where: grants, select: { siteId: true, role: true, subtree: true } } },
    }),
  );
  const people = accounts.map(({ id, grants: held }) => ({
    accountId: id,
    writesHere: held.some((grant) => grant.siteId === site.id),
    actor: { accountId: id, name: '', kind: 'ACCOUNT', homeSiteId: '', grants: held } satisfies Actor,
  }));
  const distancesAt = (place: ReviewPlace) =>
    new Map(
      people
        .filter(({ actor }) => mayReview(actor, site, place))
        .map(({ accountId, actor }) => [accountId, distanceOf(actor, site, place)] as const),
    );
  const [here, above] = [distancesAt('SITE'), distancesAt('ABOVE')];
  return {
    writers: people.filter(({ writesHere }) => writesHere).map(({ accountId }) => accountId),
    reviewers: { SITE: [...here.keys()], ABOVE: [...above.keys()] },
    distances: { SITE: here, ABOVE: above },
  };
}
