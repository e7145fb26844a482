import { can, canFromAbove, type Permission, ROLE_PERMISSIONS } from '@zhanqun/access';
import { type Actor, ROLES } from '@zhanqun/kit';
import { type SiteContext, withPlatform } from '@zhanqun/tenancy/server';
import type { ReviewPeople } from './missing-reviewers';
import type { ReviewPlace } from './schema';

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

/** Who may write and review for a site at present: accounts in use, by their grants here and above. */
export async function reviewPeopleOf({ db, site }: Pick<SiteContext, 'db' | 'site'>): Promise<ReviewPeople> {
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
  const reviewersAt = (place: ReviewPlace) =>
    people.filter(({ actor }) => mayReview(actor, site, place)).map(({ accountId }) => accountId);
  return {
    writers: people.filter(({ writesHere }) => writesHere).map(({ accountId }) => accountId),
    reviewers: { SITE: reviewersAt('SITE'), ABOVE: reviewersAt('ABOVE') },
  };
}
