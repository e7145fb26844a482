import type { PublicDirectory } from '@zhanqun/publishing/server';
import type { SiteRecord } from '@zhanqun/tenancy/server';
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

/** The sites right below `site` that answer, by kind in the order asked for, with links as `from` writes them. */
export function subsiteGroups(
  directory: PublicDirectory,
  site: SiteRecord,
  kinds: readonly SubsiteKind[],
  from = site,
): SubsiteGroupView[] {
  const children = directory.children(site.id).filter((child) => child.state === 'ONLINE');
  return kinds
    .map((kind) => ({
      code: kind.toLowerCase(),
      title: TITLES[kind],
      sites: children
        .filter((child) => kindOf(child) === kind)
        .map((child) => ({ id: child.id, name: child.shortName, href: directory.href(from, child) })),
    }))
    .filter((group) => group.sites.length > 0);
}

const PARTS: readonly SubsiteKind[] = ['TOWN', 'ZONE', 'DEPARTMENT'];

/**
 * The whole group as seen from `site`: what stands right below it by kind, and each of its counties as a group of its
 * own with everything in it. A county's own directory has no counties below and stays by kind.
 */
export function subsiteDirectory(directory: PublicDirectory, site: SiteRecord): SubsiteGroupView[] {
  const counties = directory
    .children(site.id)
    .filter((child) => child.state === 'ONLINE' && kindOf(child) === 'COUNTY');
  return [
    ...subsiteGroups(directory, site, ['DEPARTMENT', 'TOWN', 'ZONE']),
    ...counties.map((county) => ({
      code: county.label,
      title: county.shortName,
      href: directory.href(site, county),
      sites: [],
      parts: subsiteGroups(directory, county, PARTS, site).map(({ title, sites }) => ({ title, sites })),
    })),
  ];
}
