import { DomainError } from '@zhanqun/kit';
import { asVisitor, readSite } from '@zhanqun/tenancy/server';
import { type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { type EditSiteInput, SITE_ACTIONS, SITE_STATES, type SiteAction, type SiteState } from '../src/schema';
import {
  addAddress,
  choosePrimaryAddress,
  createSite,
  editSite,
  getPublicSite,
  getSiteForDesk,
  removeAddress,
  transitionSite,
} from '../src/server';
import { findTransition } from '../src/states';

const group = useGroup();

const FACTS = {
  sponsor: '水南镇人民政府',
  contactAddress: '示例路 1 号',
  contactPhone: '0000-0000000',
  officeHours: '工作日 8:30—17:30',
  siteIdCode: '3607020001',
  icpNumber: '示例备 00000000 号',
  psbNumber: '示例公网安备 00000000 号',
};

/** A site of its own for one test. */
async function fresh(label: string, under: SiteCode = 'east') {
  const { contextAt, context, directory } = group();
  const { id } = await createSite(contextAt(under, 'office'), {
    name: `${label}镇人民政府`,
    shortName: '走查镇',
    label,
    level: 'TOWN',
    kind: 'PORTAL',
    blueprintCode: 'town',
  });
  return { id, as: (actor: Parameters<typeof context>[0]) => ({ ...context(actor), site: directory.get(id) }) };
}

const factsOf = (label: string, version: number): EditSiteInput => ({
  ...FACTS,
  name: `${label}镇人民政府`,
  shortName: label,
  version,
});

describe('editing a site', () => {
  it('writes the facts, the log with what changed, and shows them to visitors once it is online', async () => {
    const { as, id } = await fresh('edited');
    await editSite(as('office'), factsOf('edited', 1));
    const desk = await getSiteForDesk(as('office'));
    expect(desk).toMatchObject({ ...FACTS, version: 2 });
    const [line] = await readSite(as('system'), (tx) =>
      tx.auditLine.findMany({ where: { action: 'site:edit' }, orderBy: { id: 'desc' }, take: 1 }),
    );
    expect(line?.detail).toMatchObject({ sponsor: { from: '', to: FACTS.sponsor } });
    await expect(asVisitor(group(), (tx) => getPublicSite(tx, id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await asVisitor({ ...group(), previewSiteId: id }, (tx) => getPublicSite(tx, id))).toMatchObject(FACTS);
    await transitionSite(as('office'), { action: 'bring-online' });
    const shown = await asVisitor(group(), (tx) => getPublicSite(tx, id));
    expect(shown).toMatchObject({ ...FACTS, theme: { headerStyle: expect.any(String) } });
  });

  it('refuses a stale version', async () => {
    const { as } = await fresh('stale');
    await editSite(as('office'), factsOf('stale', 1));
    await expect(editSite(as('office'), factsOf('stale', 1))).rejects.toMatchObject({ code: 'STALE' });
  });

  it('keeps needed facts filled in while the site is online', async () => {
    const { as } = await fresh('kept');
    await editSite(as('office'), factsOf('kept', 1));
    await transitionSite(as('office'), { action: 'bring-online' });
    await expect(editSite(as('office'), { ...factsOf('kept', 2), icpNumber: '' })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { icpNumber: ['站点在线期间，ICP 备案编号不能为空。'] },
    });
  });

  it.each([
    ['townEditor', 'east-town', 'FORBIDDEN'],
    ['townAuditor', 'east-town', 'FORBIDDEN'],
    ['westAdmin', 'east-town', 'NOT_FOUND'],
  ] as const)('is refused to %s at %s with %s', async (actor, at, code) => {
    await expect(editSite(group().contextAt(at, actor), factsOf('x1', 1))).rejects.toMatchObject({ code });
  });
});

describe('the states of a site', () => {
  it('a real site without its filing numbers does not go online, and is told what is missing', async () => {
    const { as } = await fresh('unfiled');
    await expect(transitionSite(as('office'), { action: 'bring-online' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/主办单位、联系地址、联系电话、网站标识码、ICP 备案编号、公安机关备案编号/),
    });
  });

  /** The actions that lead a new site to each state. */
  const WAY: Record<SiteState, SiteAction[]> = {
    PREPARING: [],
    ONLINE: ['bring-online'],
    TEMP_OFFLINE: ['bring-online', 'take-offline'],
    CLOSED: ['bring-online', 'close'],
  };
  const pairs = SITE_STATES.flatMap((state) => SITE_ACTIONS.map((action) => [state, action] as const));

  it.each(pairs)('%s, %s: moves and is logged, or is refused and nothing changes', async (state, action) => {
    const { as, id } = await fresh(`s-${state.toLowerCase().replace('_', '-')}-${action}`);
    await editSite(as('office'), factsOf('走查', 1));
    for (const step of WAY[state]) await transitionSite(as('office'), { action: step, note: '走查' });
    const lines = () =>
      readSite(as('system'), (tx) => tx.auditLine.count({ where: { siteId: id, action: 'site:transition' } }));
    const before = await lines();
    const transition = findTransition(state, action);
    const outcome = await transitionSite(as('office'), { action, note: '因故' }).catch((error: unknown) => error);
    if (transition) {
      expect(outcome).toEqual({ state: transition.to });
      expect(await lines()).toBe(before + 1);
      expect(group().directory.get(id).state).toBe(transition.to);
    } else {
      expect(outcome).toBeInstanceOf(DomainError);
      expect(outcome).toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/^站点/) });
      expect(await lines()).toBe(before);
      expect((await getSiteForDesk(as('office'))).state).toBe(state);
    }
  });

  it('a site does not go away without a reason for its visitors', async () => {
    const context = group().contextAt('west-town', 'office');
    for (const action of ['take-offline', 'close'] as const) {
      await expect(transitionSite(context, { action, note: ' ' })).rejects.toMatchObject({
        code: 'INVALID',
        fields: { note: [expect.any(String)] },
      });
    }
  });

  it('only the office moves sites', async () => {
    for (const actor of ['eastAdmin', 'townAdmin', 'cityAuditor'] as const) {
      const context = group().contextAt('east-town', actor);
      await expect(transitionSite(context, { action: 'take-offline', note: '因故' })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
  });
});

describe('addresses', () => {
  let site: Awaited<ReturnType<typeof fresh>>;
  beforeAll(async () => {
    site = await fresh('addressed');
  });
  const addresses = async () => (await getSiteForDesk(site.as('office'))).addresses;

  it('are added in their ASCII form and lead to the site', async () => {
    await addAddress(site.as('office'), { kind: 'OWN_DOMAIN', value: '东镇.政务' });
    await addAddress(site.as('office'), { kind: 'SUBDOMAIN', value: 'Other.East' });
    await addAddress(site.as('office'), { kind: 'PATH', value: 'other' });
    const { directory } = group();
    for (const host of ['东镇.政务', 'other.east.city.test']) {
      expect(directory.resolve(host, '/')).toMatchObject({ site: { id: site.id }, isPrimary: false });
    }
    expect(directory.resolve('east.city.test', '/other/')?.site.id).toBe(site.id);
    expect((await addresses()).map((address) => address.url)).toContain('http://other.east.city.test:3000/');
  });

  it.each([
    { kind: 'OWN_DOMAIN', value: 'WWW.EAST.EXAMPLE' },
    { kind: 'SUBDOMAIN', value: 'west' },
    { kind: 'PATH', value: 'east-town' },
  ] as const)('$kind $value of another site is refused without naming it', async (address) => {
    const refused = await addAddress(site.as('office'), address).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'CONFLICT', fields: { value: ['这个地址已被使用，请换一个。'] } });
  });

  it.each([
    { kind: 'OWN_DOMAIN', value: 'console.city.test' },
    { kind: 'OWN_DOMAIN', value: 'x.city.test' },
    { kind: 'OWN_DOMAIN', value: '192.0.2.1' },
    { kind: 'SUBDOMAIN', value: 'console' },
    { kind: 'SUBDOMAIN', value: 'x..y' },
    { kind: 'PATH', value: 'healthz' },
  ] as const)('$kind $value may not be an address', async (address) => {
    await expect(addAddress(site.as('office'), address)).rejects.toMatchObject({
      fields: { value: [expect.any(String)] },
    });
  });

  it('the primary one stays until another one is chosen', async () => {
    const primary = (await addresses()).find((address) => address.isPrimary);
    const other = (await addresses()).find((address) => address.kind === 'PATH');
    if (!primary || !other) throw new Error('The site has both.');
    await expect(removeAddress(site.as('office'), { addressId: primary.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await choosePrimaryAddress(site.as('office'), { addressId: other.id });
    expect((await addresses()).filter((address) => address.isPrimary).map((address) => address.id)).toEqual([other.id]);
    expect(group().directory.urlOf(site.as('office').site)).toBe('http://east.city.test:3000/addressed/');
    await removeAddress(site.as('office'), { addressId: primary.id });
    expect(group().directory.resolve('addressed.east.city.test', '/')).toBeUndefined();
  });

  it('of another site are NOT_FOUND', async () => {
    const [foreign] = (await getSiteForDesk(group().contextAt('west', 'office'))).addresses;
    const input = { addressId: foreign?.id ?? '' };
    await expect(removeAddress(site.as('office'), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(choosePrimaryAddress(site.as('office'), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are changed by the office only', async () => {
    const input = { kind: 'PATH', value: 'mine' } as const;
    await expect(addAddress(group().contextAt('east', 'eastAdmin'), input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(addAddress(group().contextAt('west', 'eastAdmin'), input)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('the root has no path address', async () => {
    await expect(addAddress(group().contextAt('city', 'office'), { kind: 'PATH', value: 'x' })).rejects.toMatchObject({
      fields: { kind: [expect.any(String)] },
    });
  });
});
