import { hashPassword } from '@zhanqun/auth/server';
import { columnRows } from '@zhanqun/columns/server';
import type { Database } from '@zhanqun/db';
import { type Actor, type HeldGrant, newId, type Role } from '@zhanqun/kit';
import { BUILT_IN_BLUEPRINTS } from '@zhanqun/templates/blueprints';
import { seedLibrary } from '@zhanqun/templates/server';
import { findBuiltInTheme, themeCss } from '@zhanqun/templates/theme';
import { themeHash } from '@zhanqun/templates/theme-hash';
import { SiteDirectory, type SiteRecord, systemActor } from '@zhanqun/tenancy/server';
import type { Addressing } from '@zhanqun/tenancy/settings';

/** The password of every account of the group. */
export const FIXTURE_PASSWORD = 'Fixture-2026';

export const FIXTURE_ADDRESSING: Addressing = {
  mode: 'hosts',
  baseDomain: 'city.test',
  consoleHost: 'console.city.test',
  scheme: 'http',
  port: '3000',
  consolePort: '3000',
};

interface FixtureSite {
  code: string;
  parent?: string;
  name: string;
  shortName: string;
  level: SiteRecord['level'];
  kind: SiteRecord['kind'];
  state: 'PREPARING' | 'ONLINE';
  blueprint: string;
  theme: string;
  addresses: { kind: 'OWN_DOMAIN' | 'SUBDOMAIN' | 'PATH'; value: string; isPrimary?: boolean }[];
}

/** Two counties, so that every rule can be tried against a neighbour. */
const SITES = [
  {
    code: 'city',
    name: '江州市人民政府',
    shortName: '江州市',
    level: 'CITY',
    kind: 'PORTAL',
    state: 'ONLINE',
    blueprint: 'city-portal',
    theme: 'gannan-hong',
    addresses: [{ kind: 'SUBDOMAIN', value: '', isPrimary: true }],
  },
  {
    code: 'east',
    parent: 'city',
    name: '东县人民政府',
    shortName: '东县',
    level: 'COUNTY',
    kind: 'PORTAL',
    state: 'ONLINE',
    blueprint: 'county-portal',
    theme: 'emerald-ridge',
    addresses: [
      { kind: 'SUBDOMAIN', value: 'east', isPrimary: true },
      { kind: 'PATH', value: 'east' },
      { kind: 'OWN_DOMAIN', value: 'www.east.example' },
    ],
  },
  {
    code: 'west',
    parent: 'city',
    name: '西县人民政府',
    shortName: '西县',
    level: 'COUNTY',
    kind: 'PORTAL',
    state: 'ONLINE',
    blueprint: 'county-portal',
    theme: 'river-blue',
    addresses: [
      { kind: 'SUBDOMAIN', value: 'west', isPrimary: true },
      { kind: 'PATH', value: 'west' },
    ],
  },
  {
    code: 'east-town',
    parent: 'east',
    name: '东镇人民政府',
    shortName: '东镇',
    level: 'TOWN',
    kind: 'PORTAL',
    state: 'ONLINE',
    blueprint: 'town',
    theme: 'tea-green',
    addresses: [
      { kind: 'SUBDOMAIN', value: 'east-town.east', isPrimary: true },
      { kind: 'PATH', value: 'east-town' },
    ],
  },
  {
    code: 'east-hill',
    parent: 'east',
    name: '东山乡人民政府',
    shortName: '东山乡',
    level: 'TOWN',
    kind: 'PORTAL',
    state: 'PREPARING',
    blueprint: 'town',
    theme: 'camphor',
    addresses: [
      { kind: 'SUBDOMAIN', value: 'east-hill.east', isPrimary: true },
      { kind: 'PATH', value: 'east-hill' },
    ],
  },
  {
    code: 'west-town',
    parent: 'west',
    name: '西镇人民政府',
    shortName: '西镇',
    level: 'TOWN',
    kind: 'PORTAL',
    state: 'ONLINE',
    blueprint: 'town',
    theme: 'orange-grove',
    addresses: [
      { kind: 'PATH', value: 'west-town', isPrimary: true },
      { kind: 'SUBDOMAIN', value: 'west-town.west' },
    ],
  },
  {
    code: 'bureau',
    parent: 'city',
    name: '江州市教育局',
    shortName: '市教育局',
    level: 'CITY',
    kind: 'DEPARTMENT',
    state: 'ONLINE',
    blueprint: 'department',
    theme: 'slate',
    addresses: [
      { kind: 'SUBDOMAIN', value: 'bureau', isPrimary: true },
      { kind: 'PATH', value: 'bureau' },
    ],
  },
] as const satisfies readonly FixtureSite[];
export type SiteCode = (typeof SITES)[number]['code'];

interface FixtureAccount {
  home: SiteCode;
  name: string;
  grants: [site: SiteCode, role: Role, subtree: boolean][];
}

const ACCOUNTS = {
  /** The city information office. */
  office: { home: 'city', name: '信息办', grants: [['city', 'GROUP_ADMIN', true]] },
  cityAuditor: { home: 'city', name: '市审计员', grants: [['city', 'AUDITOR', true]] },
  /** The portal alone, nothing below it. */
  portalAdmin: { home: 'city', name: '门户管理员', grants: [['city', 'SITE_ADMIN', false]] },
  eastAdmin: { home: 'east', name: '东县管理员', grants: [['east', 'SITE_ADMIN', true]] },
  eastReviewer: { home: 'east', name: '东县审核员', grants: [['east', 'REVIEWER', true]] },
  westAdmin: { home: 'west', name: '西县管理员', grants: [['west', 'SITE_ADMIN', true]] },
  townAdmin: { home: 'east-town', name: '东镇管理员', grants: [['east-town', 'SITE_ADMIN', false]] },
  townReviewer: { home: 'east-town', name: '东镇审核员', grants: [['east-town', 'REVIEWER', false]] },
  townEditor: { home: 'east-town', name: '东镇编辑', grants: [['east-town', 'EDITOR', false]] },
  townAuditor: { home: 'east-town', name: '东镇审计员', grants: [['east-town', 'AUDITOR', false]] },
  westTownEditor: { home: 'west-town', name: '西镇编辑', grants: [['west-town', 'EDITOR', false]] },
  bureauAdmin: { home: 'bureau', name: '教育局管理员', grants: [['bureau', 'SITE_ADMIN', false]] },
  /** Works for sites of both counties. */
  commuter: {
    home: 'east-town',
    name: '两县编辑',
    grants: [
      ['east-town', 'EDITOR', false],
      ['west-town', 'EDITOR', false],
    ],
  },
  /** An account without any grant. */
  bystander: { home: 'east-town', name: '无权限者', grants: [] },
} satisfies Record<string, FixtureAccount>;
export type AccountName = keyof typeof ACCOUNTS;
export type ActorName = AccountName | 'system';

/** Usernames are the names in lower case, e.g. `eastadmin`. */
export function fixtureUsername(name: AccountName): string {
  return name.toLowerCase();
}

/** What was written, by the names of the fixture. It is handed from one process to another as JSON. */
export interface WrittenGroup {
  siteIds: Record<string, string>;
  /** By `site/column`. */
  columnIds: Record<string, string>;
  actors: Record<string, Actor>;
}

async function writeSites(db: Database): Promise<{ ids: Map<string, string>; columns: Map<string, string> }> {
  const ids = new Map<string, string>();
  const columns = new Map<string, string>();
  const lineages = new Map<string, string[]>();
  for (const [position, site] of (SITES as readonly FixtureSite[]).entries()) {
    const id = newId();
    const lineage = [...(lineages.get(site.parent ?? '') ?? []), id];
    ids.set(site.code, id);
    lineages.set(site.code, lineage);
    const theme = findBuiltInTheme(site.theme)?.settings;
    const blueprint = BUILT_IN_BLUEPRINTS.find((entry) => entry.code === site.blueprint)?.content;
    if (!theme || !blueprint) throw new Error(`The fixture names a theme or blueprint that is not there: ${site.code}`);
    const columnIds = new Map<string, string>();
    await db.scope({ role: 'tenant', name: 'fixture', settings: { 'app.site': id } }, async (tx) => {
      await tx.site.create({
        data: {
          id,
          parentId: ids.get(site.parent ?? '') ?? null,
          code: site.code,
          label: site.code,
          name: site.name,
          shortName: site.shortName,
          level: site.level,
          kind: site.kind,
          state: site.state,
          blueprintCode: site.blueprint,
          position,
          theme,
          themeCode: site.theme,
          themeHash: themeHash(themeCss(theme)),
        },
      });
      await tx.siteLineage.createMany({
        data: lineage.map((ancestorId, index) => ({ siteId: id, ancestorId, depth: lineage.length - 1 - index })),
      });
      await tx.siteAddress.createMany({
        data: site.addresses.map((address) => ({
          isPrimary: false,
          ...address,
          siteId: id,
          id: newId(),
          underSiteId: address.kind === 'PATH' ? (ids.get(site.parent ?? '') ?? '') : '',
        })),
      });
      const rows = columnRows(id, new Date(), blueprint.columns);
      await tx.column.createMany({ data: rows });
      for (const row of rows) columnIds.set(row.code, row.id);
      await tx.page.create({ data: { siteId: id, id: newId(), slug: 'home', blocks: blueprint.home } });
    });
    for (const [code, columnId] of columnIds) columns.set(`${site.code}/${code}`, columnId);
  }
  return { ids, columns };
}

async function writeAccounts(db: Database, siteIds: Map<string, string>): Promise<Map<ActorName, Actor>> {
  const passwordHash = await hashPassword(FIXTURE_PASSWORD);
  const siteId = (code: SiteCode) => siteIds.get(code) ?? '';
  const actors = new Map<ActorName, Actor>([['system', systemActor(siteId('city'))]]);
  await db.scope({ role: 'platform', name: 'fixture' }, async (tx) => {
    for (const [name, account] of Object.entries(ACCOUNTS) as [AccountName, FixtureAccount][]) {
      const accountId = newId();
      const grants: HeldGrant[] = account.grants.map(([site, role, subtree]) => ({
        siteId: siteId(site),
        role,
        subtree,
      }));
      await tx.account.create({
        data: {
          id: accountId,
          username: fixtureUsername(name),
          displayName: account.name,
          unit: account.name.replace(/(管理员|审核员|编辑|审计员)$/, ''),
          homeSiteId: siteId(account.home),
          passwordHash,
          passwordState: 'CHOSEN',
        },
      });
      await tx.grant.createMany({ data: grants.map((grant) => ({ ...grant, accountId, id: newId() })) });
      actors.set(name, { accountId, name: account.name, kind: 'ACCOUNT', homeSiteId: siteId(account.home), grants });
    }
  });
  return actors;
}

/** The sites, accounts and the library of templates of the group, in an empty database. */
export async function writeGroup(db: Database): Promise<WrittenGroup> {
  const { ids, columns } = await writeSites(db);
  const actors = await writeAccounts(db, ids);
  const directory = new SiteDirectory(db, FIXTURE_ADDRESSING);
  await directory.refresh();
  await seedLibrary({ db, directory, actor: systemActor(ids.get('city') ?? ''), now: new Date(), requestId: 'test' });
  return {
    siteIds: Object.fromEntries(ids),
    columnIds: Object.fromEntries(columns),
    actors: Object.fromEntries(actors),
  };
}
