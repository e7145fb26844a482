import { demand, parseInput, ROLE_LABELS } from '@zhanqun/access';
import type { Prisma, Transaction } from '@zhanqun/db';
import { escapeLike, notFound, PAGE_SIZE, type Page, type Role } from '@zhanqun/kit';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { type ThemeSettings, themeSettings } from '@zhanqun/templates/schema';
import {
  acrossSites,
  type Context,
  type Reach,
  readSite,
  type SiteContext,
  type SiteDirectory,
  type SiteRecord,
  withPlatform,
} from '@zhanqun/tenancy/server';
import { originOf } from '@zhanqun/tenancy/settings';
import { hostOf } from './addresses';
import {
  type AddressKind,
  type SiteFilter,
  type SiteKind,
  type SiteLevel,
  type SiteSort,
  type SiteState,
  siteFilter,
} from './schema';

export interface SiteRow {
  id: string;
  code: string;
  name: string;
  shortName: string;
  level: SiteLevel;
  kind: SiteKind;
  state: SiteState;
  parentId: string | null;
  createdAt: Date;
  /** "" for the root. */
  parentName: string;
  /** "" until this process knows the site's addresses. */
  url: string;
}

const ORDER: Record<SiteSort, Prisma.SiteOrderByWithRelationInput[]> = {
  name: [{ name: 'asc' }, { id: 'asc' }],
  code: [{ code: 'asc' }],
  state: [{ state: 'asc' }, { code: 'asc' }],
  createdAt: [{ createdAt: 'desc' }, { id: 'desc' }],
};

/** The part of a reach that lies in one subtree, still named by roots. */
function narrow({ directory }: Context, reach: Reach, topId: string): Reach {
  const top = directory.find(topId);
  if (top?.lineage.some((id) => reach.roots.includes(id))) return { roots: [topId], sites: [] };
  const isBelow = (id: string) => directory.find(id)?.lineage.includes(topId) ?? false;
  return { roots: reach.roots.filter(isBelow), sites: reach.sites.filter(isBelow) };
}

/** How many sites a reach covers; the directory knows them without asking the database. */
function sizeOf({ directory }: Context, reach: Reach): number {
  const covered = reach.roots.flatMap((id) => directory.subtree(id).map((site) => site.id));
  return new Set([...covered, ...reach.sites.filter((id) => directory.find(id))]).size;
}

/** The register of the sites in reach, by key, with the count of all that match. */
export async function listSitesAcrossSites(
  context: Context,
  reach: Reach,
  filter: SiteFilter,
): Promise<Page<SiteRow> & { total: number }> {
  const { q, level, countyId, state, kind, sort, after, pageSize = PAGE_SIZE } = parseInput(siteFilter, filter);
  const where: Prisma.SiteWhereInput = {
    ...(level ? { level } : {}),
    ...(state ? { state } : {}),
    ...(kind ? { kind } : {}),
    ...(q
      ? {
          OR: [
            { name: { contains: escapeLike(q), mode: 'insensitive' } },
            { shortName: { contains: escapeLike(q), mode: 'insensitive' } },
            { code: { contains: escapeLike(q), mode: 'insensitive' } },
          ],
        }
      : {}),
  };
  const within = countyId ? narrow(context, reach, countyId) : reach;
  const [rows, total] = await acrossSites(context, within, async (tx) => [
    await tx.site.findMany({
      where,
      orderBy: ORDER[sort],
      take: pageSize + 1,
      ...(after ? { cursor: { id: after }, skip: 1 } : {}),
      select: {
        id: true,
        code: true,
        name: true,
        shortName: true,
        level: true,
        kind: true,
        state: true,
        parentId: true,
        createdAt: true,
      },
    }),
    Object.keys(where).length > 0 ? await tx.site.count({ where }) : sizeOf(context, within),
  ]);
  const { directory } = context;
  const items = rows.slice(0, pageSize).map((row) => {
    const known = directory.find(row.id);
    return {
      ...row,
      parentName: row.parentId ? (directory.find(row.parentId)?.shortName ?? '') : '',
      url: known ? directory.urlOf(known) : '',
    };
  });
  const last = items.at(-1);
  return { items, total, ...(rows.length > pageSize && last ? { next: last.id } : {}) };
}

export interface SiteForDesk {
  id: string;
  code: string;
  label: string;
  name: string;
  shortName: string;
  level: SiteLevel;
  kind: SiteKind;
  state: SiteState;
  stateNote: string;
  stateChangedAt: Date;
  sponsor: string;
  contactAddress: string;
  contactPhone: string;
  officeHours: string;
  siteIdCode: string;
  icpNumber: string;
  psbNumber: string;
  isDemonstration: boolean;
  blueprintCode: string;
  themeCode: string;
  theme: ThemeSettings;
  themeHash: string;
  version: number;
  createdAt: Date;
  addresses: { id: string; kind: AddressKind; value: string; isPrimary: boolean; url: string }[];
}

function urlOfAddress(
  directory: SiteDirectory,
  site: SiteRecord,
  address: { kind: AddressKind; value: string },
): string {
  if (directory.addressing.mode === 'path') return directory.urlOf(site);
  const host = hostOf(address, directory.addressing);
  if (host !== undefined) return `${originOf(directory.addressing, host)}/`;
  return directory.urlOf(directory.get(site.parentId ?? ''), `/${address.value}/`);
}

/** Everything the desk of one site shows about it, its addresses primary first. */
export async function getSiteForDesk(context: SiteContext): Promise<SiteForDesk> {
  const { site, directory } = context;
  demand(context.actor, 'site:view', site);
  const row = await readSite(context, (tx) =>
    tx.site.findUnique({
      where: { id: site.id },
      include: { addresses: { orderBy: [{ isPrimary: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }] } },
    }),
  );
  if (!row) throw notFound('站点');
  const { parentId, divisionCode, position, updatedAt, addresses, ...facts } = row;
  return {
    ...facts,
    theme: themeSettings.parse(row.theme),
    addresses: addresses.map(({ id, kind, value, isPrimary }) => ({
      id,
      kind,
      value,
      isPrimary,
      url: urlOfAddress(directory, site, { kind, value }),
    })),
  };
}

export interface SiteAdministrator {
  accountId: string;
  displayName: string;
  unit: string;
  role: Role;
  roleLabel: string;
  /** True when the right comes from a grant on a site above. */
  isInherited: boolean;
}

/** The active administrators of a site, its own before those of the sites above. */
export async function listSiteAdministrators(context: Context, siteId: string): Promise<SiteAdministrator[]> {
  const site = context.directory.get(siteId);
  demand(context.actor, 'account:view', site);
  const grants = await withPlatform({ db: context.db }, (tx) =>
    tx.grant.findMany({
      where: {
        role: { in: ['SITE_ADMIN', 'GROUP_ADMIN'] },
        OR: [{ siteId }, { siteId: { in: site.lineage }, subtree: true }],
        account: { state: 'ACTIVE' },
      },
      select: { siteId: true, role: true, account: { select: { id: true, displayName: true, unit: true } } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
  );
  const depth = (grant: { siteId: string }) => site.lineage.indexOf(grant.siteId);
  return grants
    .sort((a, b) => depth(b) - depth(a))
    .map((grant) => ({
      accountId: grant.account.id,
      displayName: grant.account.displayName,
      unit: grant.account.unit,
      role: grant.role,
      roleLabel: ROLE_LABELS[grant.role],
      isInherited: grant.siteId !== siteId,
    }));
}

export type PublicSite = Omit<
  SiteForDesk,
  'addresses' | 'version' | 'createdAt' | 'stateChangedAt' | 'blueprintCode' | 'label'
>;

/** What a visitor may know of a site: its name, the facts at its foot and its theme. Throws NOT_FOUND. */
export async function getPublicSite(tx: Transaction, siteId: string): Promise<PublicSite> {
  dependsOn(tx, TAGS.site(siteId));
  // Read by every page that is rendered: as plain SQL it takes a fraction of the time.
  const [row] = await tx.$queryRaw<PublicSite[]>`
    SELECT id, code, name, "shortName", level::text, kind::text, state::text, "stateNote", sponsor, "contactAddress",
      "contactPhone", "officeHours", "siteIdCode", "icpNumber", "psbNumber", "isDemonstration", "themeCode", theme,
      "themeHash"
    FROM "Site" WHERE id = ${siteId}`;
  if (!row) throw notFound('站点');
  return { ...row, theme: themeSettings.parse(row.theme) };
}

export interface ListedSite {
  id: string;
  code: string;
  name: string;
  level: SiteLevel;
  kind: SiteKind;
  state: SiteState;
  parentId: string | null;
  /** The primary address first. */
  urls: string[];
  theme: string;
}

/** All sites as `sites list --json` prints them, parents before their children. */
export function siteListing(directory: SiteDirectory): ListedSite[] {
  const root = directory.root();
  return (root ? directory.subtree(root.id) : []).map((site) => ({
    id: site.id,
    code: site.code,
    name: site.name,
    level: site.level,
    kind: site.kind,
    state: site.state,
    parentId: site.parentId,
    urls: directory.urlsOf(site),
    theme: site.themeCode,
  }));
}
