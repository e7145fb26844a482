import { BUILT_IN_BLUEPRINTS, flattenColumns } from '@zhanqun/templates/blueprints';
import { readSite, withPlatform } from '@zhanqun/tenancy/server';
import { type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import type { CreateSiteInput } from '../src/schema';
import { createRootSite, createSite } from '../src/server';

const group = useGroup();

const wish = (label: string, more: Partial<CreateSiteInput> = {}): CreateSiteInput => ({
  name: `${label}镇人民政府`,
  shortName: `${label}镇`,
  label,
  level: 'TOWN',
  kind: 'PORTAL',
  blueprintCode: 'town',
  ...more,
});

const create = (label: string, more?: Partial<CreateSiteInput>, under: SiteCode = 'east') =>
  createSite(group().contextAt(under, 'office'), wish(label, more));

async function rowsOf(siteId: string) {
  const { directory, context } = group();
  return readSite({ ...context('system'), site: directory.get(siteId) }, async (tx) => ({
    site: await tx.site.findUniqueOrThrow({ where: { id: siteId } }),
    lineage: await tx.siteLineage.findMany({ where: { siteId }, orderBy: { depth: 'asc' } }),
    addresses: await tx.siteAddress.findMany({ where: { siteId }, orderBy: { kind: 'asc' } }),
    columns: await tx.column.findMany({ where: { siteId } }),
    pages: await tx.page.findMany({ where: { siteId } }),
    audit: await tx.auditLine.findMany({ where: { siteId } }),
  }));
}

const changesOf = (siteId: string) =>
  withPlatform({ db: group().db }, (tx) => tx.publicChange.findMany({ where: { siteId }, select: { tags: true } }));

const townBlueprint = BUILT_IN_BLUEPRINTS.find((entry) => entry.code === 'town')?.content;

describe('creating a site', () => {
  it('writes the row, lineage, addresses, columns, home page, theme, audit and change lines', async () => {
    const { site, directory } = group();
    const { id } = await create('whole', { ownDomain: 'WWW.whole.example', themeCode: 'camphor' });
    const rows = await rowsOf(id);
    expect(rows.site).toMatchObject({
      parentId: site('east').id,
      code: 'whole',
      state: 'PREPARING',
      blueprintCode: 'town',
      themeCode: 'camphor',
      themeHash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(rows.lineage.map((row) => row.ancestorId)).toEqual([id, site('east').id, site('city').id]);
    expect(rows.addresses.map(({ kind, value, isPrimary }) => [kind, value, isPrimary])).toEqual([
      ['OWN_DOMAIN', 'www.whole.example', false],
      ['SUBDOMAIN', 'whole.east', true],
      ['PATH', 'whole', false],
    ]);
    const expected = flattenColumns(townBlueprint?.columns ?? []);
    expect(rows.columns).toHaveLength(expected.length);
    const byCode = new Map(rows.columns.map((column) => [column.code, column]));
    expect(byCode.get('gaikuang')?.parentId).toBe(byCode.get('zoujin')?.id);
    expect(rows.pages).toMatchObject([{ slug: 'home', blocks: townBlueprint?.home }]);
    expect(rows.audit).toMatchObject([{ action: 'site:create', subjectId: id, actorName: '信息办' }]);
    expect(await changesOf(id)).toEqual([{ tags: ['directory', `site:${id}`] }]);
    expect(directory.resolve('whole.east.city.test', '/')?.site.id).toBe(id);
    expect(directory.resolve('www.whole.example', '/')?.isPrimary).toBe(false);
  });

  it('leaves nothing behind when one of its rows is refused', async () => {
    const { db, context } = group();
    const countSites = () => withPlatform({ db }, (tx) => tx.site.count());
    const before = await countSites();
    // The directory of another process has not heard of `late`, so that only the database can refuse it.
    const stale = { ...context('office'), site: group().site('east') };
    await create('late');
    const size = await countSites();
    const blind = Object.create(stale.directory, {
      children: { value: () => [] },
      findByCode: { value: () => undefined },
    });
    await expect(createSite({ ...stale, directory: blind }, wish('late', { code: 'late-2' }))).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { label: ['这个标识或它的地址已被使用，请换一个。'] },
    });
    await expect(createSite({ ...stale, directory: blind }, wish('later', { code: 'late' }))).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { code: ['这个站点代码已被使用，请换一个。'] },
    });
    expect(await countSites()).toBe(size);
    expect(size).toBe(before + 1);
  });

  it('makes the chosen address the primary one', async () => {
    const byPath = await rowsOf((await create('by-path', { primaryAddress: 'PATH' })).id);
    expect(byPath.addresses.filter((row) => row.isPrimary)).toMatchObject([{ kind: 'PATH', value: 'by-path' }]);
    const own = await rowsOf((await create('own', { primaryAddress: 'OWN_DOMAIN', ownDomain: '水南.政务' })).id);
    expect(own.addresses.filter((row) => row.isPrimary)).toMatchObject([
      { kind: 'OWN_DOMAIN', value: 'xn--6kr919c.xn--zfr164b' },
    ]);
  });

  it('needs the domain when the own domain is to be primary', async () => {
    await expect(create('no-domain', { primaryAddress: 'OWN_DOMAIN' })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { ownDomain: [expect.any(String)] },
    });
  });

  it('refuses a label that a sibling has, and allows it under another parent', async () => {
    await expect(create('east-town')).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { label: ['这个标识在同一上级下已被使用，请换一个。'] },
    });
    const { code } = await create('east-town', {}, 'west');
    expect(code).toBe('west-east-town');
  });

  it('refuses a taken code and a taken domain without naming the site that has it', async () => {
    await expect(create('fresh', { code: 'bureau' })).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { code: [expect.not.stringContaining('教育局')] },
    });
    await expect(create('fresh', { ownDomain: 'www.east.example' })).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { ownDomain: [expect.not.stringContaining('东县')] },
    });
  });

  it('refuses the console host and hosts of the platform as own domains', async () => {
    for (const ownDomain of ['console.city.test', 'city.test', 'x.city.test', 'x.localhost']) {
      await expect(create('hosted', { ownDomain }), ownDomain).rejects.toMatchObject({
        fields: { ownDomain: [expect.any(String)] },
      });
    }
  });

  it.each(['console', 'www', 'a', 'healthz'])('refuses the reserved label %s', async (label) => {
    await expect(create(label)).rejects.toMatchObject({ code: 'INVALID', fields: { label: [expect.any(String)] } });
  });

  it('refuses blueprints and themes that are not in the library', async () => {
    await expect(create('no-blueprint', { blueprintCode: 'nowhere' })).rejects.toMatchObject({
      fields: { blueprintCode: ['模板库里没有这个蓝本。'] },
    });
    await expect(create('no-theme', { themeCode: 'nowhere' })).rejects.toMatchObject({
      fields: { themeCode: ['模板库里没有这个主题。'] },
    });
  });

  it('refuses a level above the parent, and a portal on the level of its parent', async () => {
    await expect(create('above', { level: 'COUNTY' }, 'east-town')).rejects.toMatchObject({
      fields: { level: [expect.any(String)] },
    });
    await expect(create('same', { level: 'COUNTY' })).rejects.toMatchObject({
      fields: { level: [expect.any(String)] },
    });
    await create('same', { level: 'COUNTY', kind: 'DEPARTMENT', blueprintCode: 'department' });
  });

  it.each([
    ['portalAdmin', 'city', 'FORBIDDEN'],
    ['eastAdmin', 'east', 'FORBIDDEN'],
    ['cityAuditor', 'east', 'FORBIDDEN'],
    ['townEditor', 'east-town', 'FORBIDDEN'],
    ['eastAdmin', 'west', 'NOT_FOUND'],
    ['townAdmin', 'east', 'NOT_FOUND'],
    ['bystander', 'east-town', 'NOT_FOUND'],
  ] as const)('is refused to %s at %s with %s', async (actor, at, code) => {
    await expect(createSite(group().contextAt(at, actor), wish('forbidden'))).rejects.toMatchObject({ code });
  });
});

describe('creating the portal', () => {
  it('happens once and only by the system', async () => {
    const input = { name: '江州市人民政府', shortName: '江州市', label: 'again' };
    await expect(createRootSite(group().context('system'), input)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(createRootSite(group().context('office'), input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
