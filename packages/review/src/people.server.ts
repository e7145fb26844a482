import { can, canFromAbove, type Permission, ROLE_PERMISSIONS } from '@zhanqun/access';
import { type Actor, ROLES } from '@zhanqun/kit';
import { type SiteContext, withPlatform } from '@zhanqun/tenancy/server';
import type { ReviewPeople } from './missing-reviewers';
import type { ReviewPlace } from './schema';

/** The people of a site's reviews, and how many steps up the tree the right of each reviewer comes from. */
export interface ReviewStaff extends ReviewPeople {
  distances: Record<ReviewPlace, ReadonlyMap<string, number>>;
  /** Who is away, and who decides meanwhile: undefined when the deputy cannot. */
  away: ReadonlyMap<string, string | undefined>;
  /** Who can add reviewers: the nearest to the site. */
  administrators: string[];
}

/** Whoever is there to decide a level at present, with the steps up the tree; a deputy stands in for who is away. */
function presentFor({ distances, away }: ReviewStaff, place: ReviewPlace, hands: readonly string[]) {
  return [...distances[place]].flatMap(([person, distance]): [string, number][] => {
    if (hands.includes(person)) return [];
    const present = away.has(person) ? away.get(person) : person;
    // Who stands in for somebody and then goes away too stands in for nobody.
    const isAway = present === undefined || (present !== person && away.has(present));
    return isAway || hands.includes(present) ? [] : [[present, distance]];
  });
}

/**
 * Who is told that a level waits: of all who may decide it the nearest to the site, without those who have had a hand
 * in the item. Everybody else finds it in the inbox: a city office is not told of every town's item.
 */
export function nearestReviewers(staff: ReviewStaff, place: ReviewPlace, hands: readonly string[]): string[] {
  const free = presentFor(staff, place, hands);
  const nearest = Math.min(...free.map(([, distance]) => distance));
  return [...new Set(free.filter(([, distance]) => distance === nearest).map(([person]) => person))];
}

/** The site whose people are the nearest who may decide at present; "" for nobody. */
export function nearestSite(
  staff: ReviewStaff,
  { lineage }: { lineage: string[] },
  place: ReviewPlace,
  hands: readonly string[],
): string {
  const distances = presentFor(staff, place, hands).map(([, distance]) => distance);
  return distances.length === 0 ? '' : (lineage[lineage.length - 1 - Math.min(...distances)] ?? '');
}

type Place = { id: string; lineage: string[] };

/** Whether the actor may decide at a level of the site. A site's own level is open to those above it as well. */
function mayReview(actor: Actor, site: Place, place: ReviewPlace): boolean {
  return place === 'SITE' ? can(actor, 'article:review', site) : canFromAbove(actor, 'article:review', site);
}

/** Whether somebody decides about an item, by what right, or why not. */
export type ReviewStanding =
  | { may: true; onBehalfOf?: { accountId: string; name: string } }
  | { may: false; because: 'had a hand in it' | 'decided above' | 'reads' }
  | { may: false; because: 'principal had a hand in it'; name: string };

/**
 * By one's own right, else as the deputy of somebody who is away. Nobody decides twice, nor for somebody who had a hand
 * in it: deputy and principal are one person here.
 */
export function standingOf(
  actor: Actor,
  site: Place,
  { place, personIds }: { place: ReviewPlace; personIds: readonly string[] },
): ReviewStanding {
  const [own, lent] = [{ ...actor, lent: [] }, actor.lent ?? []];
  const principals = [...new Map(lent.map(({ of }) => [of.accountId, of])).values()].filter(({ accountId }) =>
    mayReview({ ...actor, grants: [], lent: lent.filter(({ of }) => of.accountId === accountId) }, site, place),
  );
  if (!mayReview(own, site, place) && principals.length === 0) {
    return { may: false, because: can(actor, 'article:review', site) ? 'decided above' : 'reads' };
  }
  if (personIds.includes(actor.accountId)) return { may: false, because: 'had a hand in it' };
  if (mayReview(own, site, place)) return { may: true };
  const onBehalfOf = principals.find(({ accountId }) => !personIds.includes(accountId));
  if (onBehalfOf) return { may: true, onBehalfOf };
  return { may: false, because: 'principal had a hand in it', name: principals[0]?.name ?? '' };
}

function rolesWith(permission: Permission) {
  return ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
}

/** The sites from which the actor's own right to review comes. */
export function reviewSitesOf({ actor }: Pick<SiteContext, 'actor'>): string[] {
  const held = actor.grants.filter(({ role }) => ROLE_PERMISSIONS[role].includes('article:review'));
  return [...new Set(held.map(({ siteId }) => siteId))];
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
export async function reviewPeopleOf({
  db,
  site,
  now,
}: Pick<SiteContext, 'db' | 'site' | 'now'>): Promise<ReviewStaff> {
  const grants = {
    role: { in: rolesWith('article:write') },
    OR: [{ siteId: site.id }, { siteId: { in: site.lineage }, subtree: true }],
  };
  const accounts = await withPlatform({ db }, (tx) =>
    tx.account.findMany({
      where: { state: 'ACTIVE', grants: { some: grants } },
      select: {
        id: true,
        grants: { where: grants, select: { siteId: true, role: true, subtree: true } },
        deputies: {
          where: { fromAt: { lte: now }, untilAt: { gt: now } },
          select: { deputy: { select: { id: true, state: true } } },
        },
      },
    }),
  );
  const away = new Map(
    accounts.flatMap(({ id, deputies: [named] }) =>
      named ? [[id, named.deputy.state === 'ACTIVE' ? named.deputy.id : undefined] as const] : [],
    ),
  );
  const people = accounts.map(({ id, grants: held }) => ({
    accountId: id,
    writesHere: held.some((grant) => grant.siteId === site.id),
    actor: { accountId: id, name: '', kind: 'ACCOUNT', homeSiteId: '', grants: held } satisfies Actor,
  }));
  const managers = people.filter(({ actor }) => can(actor, 'account:manage', site));
  const nearestManager = Math.min(...managers.map(({ actor }) => distanceOf(actor, site, 'SITE')));
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
    away,
    administrators: managers
      .filter(({ actor }) => distanceOf(actor, site, 'SITE') === nearestManager)
      .map(({ accountId }) => accountId),
  };
}
