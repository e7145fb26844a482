import { reachOf } from '@zhanqun/access';
import { readSite, withPlatform } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import type { SiteFilter } from '../src/schema';
import {
  type BulkSite,
  createSite,
  createSitesInBulk,
  listSiteAdministrators,
  listSitesAcrossSites,
  siteListing,
} from '../src/server';

const group = useGroup();

function list(actor: ActorName, filter: SiteFilter = {}) {
  const { context, actor: actorOf, site } = group();
  return listSitesAcrossSites(context(actor), reachOf(actorOf(actor), 'register:view', site('city').id), filter);
}
const codes = async (actor: ActorName, filter?: SiteFilter) =>
  (await list(actor, filter)).items.map((item) => item.code);

describe('the register', () => {
  it('shows each reader the sites in reach', async () => {
    expect(await codes('office')).toEqual(['bureau', 'city', 'east', 'east-hill', 'east-town', 'west', 'west-town']);
    expect(await codes('eastAdmin')).toEqual(['east', 'east-hill', 'east-town']);
    expect(await codes('townAdmin')).toEqual(['east-town']);
    expect(await codes('townEditor')).toEqual([]);
    expect(await codes('bystander')).toEqual([]);
  });

  it('searches names and codes, and filters by level, county, state and kind', async () => {
    const { site } = group();
    expect(await codes('office', { q: '东山' })).toEqual(['east-hill']);
    expect(await codes('office', { q: 'WEST' })).toEqual(['west', 'west-town']);
    expect(await codes('office', { q: '%' })).toEqual([]);
    expect(await codes('office', { level: 'TOWN' })).toEqual(['east-hill', 'east-town', 'west-town']);
    expect(await codes('office', { countyId: site('east').id, level: 'TOWN' })).toEqual(['east-hill', 'east-town']);
    expect(await codes('office', { state: 'PREPARING' })).toEqual(['east-hill']);
    expect(await codes('office', { kind: 'DEPARTMENT' })).toEqual(['bureau']);
    expect(await codes('eastAdmin', { countyId: site('west').id })).toEqual([]);
  });

  it('goes through pages by key in every order, each site once', async () => {
    for (const sort of ['name', 'code', 'state', 'createdAt'] as const) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await list('office', { sort, pageSize: 3, after });
        expect(page.total).toBe(7);
        seen.push(...page.items.map((item) => item.code));
        after = page.next;
      } while (after);
      expect(new Set(seen).size, sort).toBe(7);
      expect(seen.length, sort).toBe(7);
    }
  });

  it('reads a page in at most three statements beside the transaction’s own', async () => {
    const { db, site } = group();
    const before = db.statements();
    await list('office', { q: '县', countyId: site('city').id, after: site('bureau').id });
    const own = 3;
    expect(db.statements() - before).toBeLessThanOrEqual(3 + own);
  });
});

describe('the administrators of a site', () => {
  it('are its own before those of the sites above', async () => {
    const { context, site } = group();
    const found = await listSiteAdministrators(context('office'), site('east-town').id);
    expect(found.map((person) => [person.displayName, person.isInherited])).toEqual([
      ['东镇管理员', false],
      ['东县管理员', true],
      ['信息办', true],
    ]);
    await expect(listSiteAdministrators(context('westAdmin'), site('east-town').id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('bulk creation', () => {
  it('writes the rows, audit and change lines that the single commands write', async () => {
    const { context, contextAt, directory, db } = group();
    const now = new Date('2026-11-20T08:00:00Z');
    const wish = {
      name: '同样镇人民政府',
      shortName: '同样镇',
      level: 'TOWN',
      kind: 'PORTAL',
      blueprintCode: 'town',
    } as const;
    const single = await createSite(contextAt('east', 'system', now), { ...wish, label: 'twin-a', code: 'twin-a' });
    await createSitesInBulk(context('system', now), [
      { ...wish, label: 'twin-b', code: 'twin-b', parentCode: 'east', primaryAddress: 'SUBDOMAIN', state: 'PREPARING' },
    ]);
    const rowsOf = async (id: string) => {
      const rows = await readSite({ ...context('system'), site: directory.get(id) }, async (tx) => ({
        site: await tx.site.findMany({ where: { id }, omit: { position: true } }),
        lineage: await tx.siteLineage.findMany({ where: { siteId: id }, orderBy: { depth: 'asc' } }),
        addresses: await tx.siteAddress.findMany({
          where: { siteId: id },
          omit: { id: true },
          orderBy: { kind: 'asc' },
        }),
        columns: await tx.column.findMany({
          where: { siteId: id },
          omit: { id: true, parentId: true },
          orderBy: { code: 'asc' },
        }),
        pages: await tx.page.findMany({ where: { siteId: id }, omit: { id: true } }),
        audit: await tx.auditLine.findMany({ where: { siteId: id }, omit: { id: true } }),
      }));
      const changes = await withPlatform({ db }, (tx) =>
        tx.publicChange.findMany({ where: { siteId: id }, select: { tags: true } }),
      );
      return JSON.stringify({ ...rows, changes })
        .replaceAll(id, 'ID')
        .replaceAll(/twin-[ab]/g, 'twin');
    };
    const bulkId = directory.findByCode('twin-b')?.id ?? '';
    expect(await rowsOf(bulkId)).toBe(await rowsOf(single.id));
  });

  it('takes up a run that was cut off, and leaves no half of a site', async () => {
    const { context, directory } = group();
    const sites = ['one', 'two', 'three'].map((label) => ({
      label: `run-${label}`,
      code: `run-${label}`,
      name: `${label}镇人民政府`,
      shortName: label,
      level: 'TOWN' as const,
      kind: 'PORTAL' as const,
      blueprintCode: 'town',
      parentCode: 'west',
      primaryAddress: 'PATH' as const,
      isDemonstration: true,
      state: 'ONLINE' as const,
    }));
    const cut = createSitesInBulk(context('system'), sites, {
      content: (wish) => async (_tx, site, written) => {
        expect(site.code).toBe(wish.code);
        expect(written.columnIds.size).toBeGreaterThan(10);
        if (site.code === 'run-two') throw new Error('cut off');
      },
    });
    await expect(cut).rejects.toThrow('cut off');
    await directory.refresh();
    expect(directory.findByCode('run-one')?.state).toBe('ONLINE');
    expect(directory.findByCode('run-two')).toBeUndefined();
    const seen: boolean[] = [];
    const again = await createSitesInBulk(context('system'), sites, {
      onSite: ({ isNew }) => {
        seen.push(isNew);
      },
    });
    expect(again).toEqual({ created: 2 });
    expect(seen).toEqual([false, true, true]);
    expect(await createSitesInBulk(context('system'), sites)).toEqual({ created: 0 });
  });

  it('writes several sites at the same time, children after their parents, in the order of the list', async () => {
    const { context, directory } = group();
    const made = (code: string, parentCode: string, level: 'COUNTY' | 'TOWN'): BulkSite => ({
      code,
      label: code,
      parentCode,
      name: `${code}人民政府`,
      shortName: code,
      level,
      kind: level === 'COUNTY' ? 'PORTAL' : 'CHANNEL',
      blueprintCode: 'town',
      primaryAddress: 'SUBDOMAIN',
      state: 'PREPARING',
    });
    const towns = ['side-a', 'side-b', 'side-c'];
    const list = [made('side', 'city', 'COUNTY'), ...towns.map((code) => made(code, 'side', 'TOWN'))];
    expect(await createSitesInBulk(context('system'), list, { parallel: 3 })).toEqual({ created: 4 });
    const side = directory.findByCode('side');
    expect(directory.children(side?.id ?? '').map((site) => site.code)).toEqual(towns);
    const broken = [made('late', 'nowhere', 'TOWN'), ...towns.map((code) => made(`late-${code}`, 'side', 'TOWN'))];
    await expect(createSitesInBulk(context('system'), broken, { parallel: 2 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('puts a portal of the highest level below another only in a group above the city', async () => {
    const { context, directory } = group();
    const city: BulkSite = {
      code: 'lower-city',
      label: 'lower-city',
      parentCode: 'city',
      name: '下辖市人民政府',
      shortName: '下辖市',
      level: 'CITY',
      kind: 'PORTAL',
      blueprintCode: 'city-portal',
      primaryAddress: 'SUBDOMAIN',
      state: 'PREPARING',
    };
    await expect(createSitesInBulk(context('system'), [city])).rejects.toMatchObject({ code: 'INVALID' });
    await createSitesInBulk(context('system'), [city], { isAboveCity: true });
    expect(directory.findByCode('lower-city')?.level).toBe('CITY');
  });

  it('is the system’s alone', async () => {
    await expect(createSitesInBulk(group().context('office'), [])).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the listing of the command line', () => {
  it('names every site with its addresses, the primary one first', () => {
    const { directory, site } = group();
    expect(siteListing(directory).find((entry) => entry.code === 'west-town')).toEqual({
      id: site('west-town').id,
      code: 'west-town',
      name: '西镇人民政府',
      level: 'TOWN',
      kind: 'PORTAL',
      state: 'ONLINE',
      parentId: site('west').id,
      urls: ['http://west.city.test:3000/west-town/', 'http://west-town.west.city.test:3000/'],
      theme: 'orange-grove',
    });
  });
});
