import { can, type Place, refusalToGrant, refusalToManage, type WantedGrant } from '@zhanqun/access';
import type { Actor, HeldGrant } from '@zhanqun/kit';

/** Sites by id, as rights see them; undefined for a site that is not there. */
export type PlaceFinder = (siteId: string) => Place | undefined;

export interface Subject {
  id: string;
  homeSiteId: string;
  grants: HeldGrant[];
}

/** A grant on a site that is no longer known is covered by nobody but the system. */
const NOWHERE: Place = { id: '', lineage: [] };

export function wantedGrant(grant: HeldGrant, find: PlaceFinder): WantedGrant {
  return { role: grant.role, subtree: grant.subtree, place: find(grant.siteId) ?? NOWHERE };
}

/** Whether the actor may know that the account is there: it is at home or works where the actor sees accounts. */
export function maySeeAccount(actor: Actor, subject: Subject, find: PlaceFinder): boolean {
  if (actor.kind === 'SYSTEM' || actor.accountId === subject.id) return true;
  return [subject.homeSiteId, ...subject.grants.map((grant) => grant.siteId)].some((siteId) => {
    const place = find(siteId);
    return place !== undefined && can(actor, 'account:view', place);
  });
}

/** Why the actor may not reset, disable or change the account, as a sentence; undefined when they may. */
export function refusalToTouch(actor: Actor, subject: Subject, find: PlaceFinder): string | undefined {
  if (actor.kind === 'SYSTEM') return undefined;
  if (actor.accountId === subject.id) return '不能改变自己的账号和权限，请联系另一位管理员。';
  return refusalToManage(
    actor,
    subject.grants.map((grant) => wantedGrant(grant, find)),
    find(subject.homeSiteId) ?? NOWHERE,
  );
}

/** Why the actor may not give this grant, as a sentence; undefined when they may. */
export function refusalOfGrant(actor: Actor, grant: HeldGrant, find: PlaceFinder): string | undefined {
  return refusalToGrant(actor, wantedGrant(grant, find));
}
