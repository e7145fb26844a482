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

/** Where the group stands above the city, provinces and cities are to it what counties are to a city. */
function kindOf(site: SiteRecord): SubsiteKind {
  if (site.kind === 'DEPARTMENT' || site.kind === 'ZONE') return site.kind;
  return site.level === 'TOWN' ? 'TOWN' : 'COUNTY';
}

function titleOf(kind: SubsiteKind, [first]: readonly SiteRecord[]): string {
  return kind === 'COUNTY' && first?.level === 'CITY' ? '省、市' : TITLES[kind];
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
    .map((kind) => ({ kind, members: children.filter((child) => kindOf(child) === kind) }))
    .filter(({ members }) => members.length > 0)
    .map(({ kind, members }) => ({
      code: kind.toLowerCase(),
      title: titleOf(kind, members),
      sites: members.map((child) => ({ id: child.id, name: child.shortName, href: directory.href(from, child) })),
    }));
}

const PARTS: readonly SubsiteKind[] = ['COUNTY', 'TOWN', 'ZONE', 'DEPARTMENT'];
/** More links than this are no page that anyone reads; the largest city has some 1,100. */
const MOST_LINKS = 2_000;

/**
 * The whole group as seen from `site`: what stands right below it by kind, and each of its counties as a group of its
 * own with everything in it. A county's own directory has no counties below and stays by kind; so does one with too
 * many links, whose counties have directories of their own.
 */
export function subsiteDirectory(
  directory: PublicDirectory,
  site: SiteRecord,
  mostLinks = MOST_LINKS,
): SubsiteGroupView[] {
  const children = directory.children(site.id);
  const counties = children.filter((child) => child.state === 'ONLINE' && kindOf(child) === 'COUNTY');
  const links = counties.reduce((sum, county) => sum + directory.children(county.id).length, children.length);
  if (links > mostLinks) return subsiteGroups(directory, site, PARTS);
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
