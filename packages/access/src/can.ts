import { type Actor, DomainError, type HeldGrant, type Role } from '@zhanqun/kit';
import { LENT_PERMISSIONS, PERMISSION_LABELS, type Permission, ROLE_LABELS, ROLE_PERMISSIONS } from './permissions';

/** A site as rights see it: its id and its ancestors', root first. */
export interface Place {
  id: string;
  lineage: string[];
}

function covers(grant: HeldGrant, place: Place): boolean {
  return grant.siteId === place.id || (grant.subtree && place.lineage.includes(grant.siteId));
}

/** The grants that give a permission; of those that were lent, only such as let their owner review. */
function grantsWith(actor: Actor, permission: Permission): HeldGrant[] {
  const lent = LENT_PERMISSIONS.includes(permission) ? (actor.lent ?? []) : [];
  return [
    ...actor.grants.filter(({ role }) => ROLE_PERMISSIONS[role].includes(permission)),
    ...lent.filter(({ role }) => ROLE_PERMISSIONS[role].includes('article:review')),
  ];
}

/** Whether the actor may do that there. Whatever no grant allows is denied. */
export function can(actor: Actor, permission: Permission, place: Place): boolean {
  if (actor.kind === 'SYSTEM') return true;
  return grantsWith(actor, permission).some((grant) => covers(grant, place));
}

/** Whether the actor may do that there through a grant from a site above it. */
export function canFromAbove(actor: Actor, permission: Permission, place: Place): boolean {
  const isAbove = ({ siteId }: HeldGrant) => siteId !== place.id;
  const above = { ...actor, grants: actor.grants.filter(isAbove), lent: (actor.lent ?? []).filter(isAbove) };
  return can(above, permission, place);
}

/**
 * Throws unless the actor may. Who may not even view the site is told that there is none; who may view it is told
 * what is missing.
 */
export function demand(actor: Actor, permission: Permission, place: Place): void {
  if (can(actor, permission, place)) return;
  if (!can(actor, 'site:view', place)) throw new DomainError('NOT_FOUND', '没有找到这个站点，它可能已被移走。');
  throw new DomainError('FORBIDDEN', `您没有“${PERMISSION_LABELS[permission]}”的权限，请联系本站的站点管理员。`);
}

/** Where the actor holds a permission: subtree roots and single sites, for reads across sites. */
export function reachOf(
  actor: Actor,
  permission: Permission,
  rootSiteId: string,
): { roots: string[]; sites: string[] } {
  if (actor.kind === 'SYSTEM') return { roots: [rootSiteId], sites: [] };
  const held = grantsWith(actor, permission);
  return {
    roots: [...new Set(held.filter((grant) => grant.subtree).map((grant) => grant.siteId))],
    sites: [...new Set(held.filter((grant) => !grant.subtree).map((grant) => grant.siteId))],
  };
}

export interface WantedGrant {
  role: Role;
  subtree: boolean;
  place: Place;
}

/** Nobody grants more than they hold. Returns the reason as a sentence, or undefined when it may be granted. */
export function refusalToGrant(actor: Actor, wanted: WantedGrant): string | undefined {
  if (actor.kind === 'SYSTEM') return undefined;
  const applicable = actor.grants.filter((grant) => covers(grant, wanted.place) && (!wanted.subtree || grant.subtree));
  const held = new Set(applicable.flatMap((grant) => ROLE_PERMISSIONS[grant.role]));
  if (!held.has('account:manage')) return '您不能管理这个站点的账号。';
  if (ROLE_PERMISSIONS[wanted.role].some((permission) => !held.has(permission))) {
    return `您不能授予“${ROLE_LABELS[wanted.role]}”：它的权限超出您自己的权限。`;
  }
  return undefined;
}

/** Whoever resets, disables or changes an account must cover every grant it has. */
export function refusalToManage(actor: Actor, grants: WantedGrant[], home: Place): string | undefined {
  if (actor.kind === 'SYSTEM') return undefined;
  if (grants.length === 0 && !can(actor, 'account:manage', home)) return '您不能管理这个账号。';
  return grants.some((grant) => refusalToGrant(actor, grant))
    ? '这个账号还有您管辖范围以外的权限，请联系上级管理员处理。'
    : undefined;
}
