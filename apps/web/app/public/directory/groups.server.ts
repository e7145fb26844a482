import type { SiteDirectory, SiteRecord } from '@zhanqun/tenancy/server';
import type { SubsiteGroupView } from '@zhanqun/ui/public';

export type SubsiteKind = 'COUNTY' | 'TOWN' | 'DEPARTMENT' | 'ZONE';

const TITLES: Record<SubsiteKind, string> = {
  COUNTY: '县（市、区）',
  DEPARTMENT: '部门',
  TOWN: '乡镇（街道）',
  ZONE: '开发区与园区',
};

function kindOf(site: SiteRecord): SubsiteKind {
  if (site.kind === 'DEPARTMENT' || site.kind === 'ZONE') return site.kind;
  return site.level === 'COUNTY' ? 'COUNTY' : 'TOWN';
}

/** The sites right below `site` that answer, grouped by kind in the order asked for; all of them in memory. */
export function subsiteGroups(
  directory: SiteDirectory,
  site: SiteRecord,
  kinds: readonly SubsiteKind[],
): SubsiteGroupView[] {
  const children = directory.children(site.id).filter((child) => child.state === 'ONLINE');
  return kinds
    .map((kind) => ({
      code: kind.toLowerCase(),
      title: TITLES[kind],
      sites: children
        .filter((child) => kindOf(child) === kind)
        .map((child) => ({ id: child.id, name: child.shortName, href: directory.href(site, child) })),
    }))
    .filter((group) => group.sites.length > 0);
}
