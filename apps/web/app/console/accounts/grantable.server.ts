import { can, ROLE_LABELS, reachOf, refusalToGrant } from '@zhanqun/access';
import { ROLES, type Role } from '@zhanqun/kit';
import type { Context, SiteRecord } from '@zhanqun/tenancy/server';
import { hintOf, sitesIn } from '../site-names.server';

export interface SiteChoice {
  value: string;
  label: string;
}

export interface RoleChoice {
  value: Role;
  label: string;
  help: string;
}

const ROLE_HELP: Record<Role, string> = {
  GROUP_ADMIN: '开办和管理站点、模板库和全部账号。',
  SITE_ADMIN: '建设和管理站点：栏目、首页、内容和本站账号。',
  REVIEWER: '撰写、发布、撤回和共享内容。',
  EDITOR: '撰写内容，不能发布。',
  AUDITOR: '只读：查看站点、账号和日志。',
};

/** The sites whose accounts the actor manages, in the order of the tree. */
export function manageableSites({ actor, directory }: Context): SiteRecord[] {
  return sitesIn(directory, reachOf(actor, 'account:manage', directory.root()?.id ?? ''));
}

export function siteChoices(context: Context): SiteChoice[] {
  return manageableSites(context).map((site) => ({
    value: site.id,
    label: `${site.shortName}（${hintOf(context.directory, site)}）`,
  }));
}

/** The roles that the actor may give on at least one of these sites; where exactly is judged when it is given. */
export function roleChoices(context: Context, sites: readonly SiteRecord[]): RoleChoice[] {
  return ROLES.filter((role) =>
    sites.some((place) => refusalToGrant(context.actor, { role, subtree: false, place }) === undefined),
  )
    .toReversed()
    .map((role) => ({ value: role, label: ROLE_LABELS[role], help: ROLE_HELP[role] }));
}

/** Whether a grant may reach below a site at all: only from someone whose own does. */
export function mayGrantSubtree(context: Context): boolean {
  const rootId = context.directory.root()?.id ?? '';
  return reachOf(context.actor, 'account:manage', rootId).roots.length > 0;
}

export function mayManageSome(context: Context): boolean {
  return context.directory.all().some((site) => can(context.actor, 'account:manage', site));
}
