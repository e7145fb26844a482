import { grantRole } from '@zhanqun/accounts/server';
import { createArticle, publishArticle, submitArticle } from '@zhanqun/articles/server';
import { findColumnByCode } from '@zhanqun/columns/server';
import { createSite, editSite, transitionSite } from '@zhanqun/sites/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { adoptChains, findMissingLevel, getReviewChains, setReviewChain } from '../src/server';

const group = useGroup();
let made = 0;
const FACTS = {
  sponsor: '新镇人民政府',
  contactAddress: '江州市新镇一号',
  contactPhone: '0797-1234567',
  officeHours: '',
  siteIdCode: '3607000001',
  icpNumber: '赣ICP备2026000001号',
  psbNumber: '赣公网安备36070002000001号',
};

/** A new town under the east county, opened. */
async function newTown({ blueprintCode = 'town', isDemonstration = false } = {}) {
  made += 1;
  const parent = group().contextAt('east', 'office');
  const site = isDemonstration ? { ...parent.site, isDemonstration } : parent.site;
  const { code } = await createSite(
    { ...parent, site },
    {
      name: `新镇${made}`,
      shortName: `新镇${made}`,
      label: `xinzhen${made}`,
      level: 'TOWN',
      kind: 'CHANNEL',
      blueprintCode,
    },
  );
  const found = () => {
    const record = group().directory.findByCode(code);
    if (!record) throw new Error('The new town is not in the directory.');
    return record;
  };
  const at = (actor: ActorName) => ({ ...group().context(actor), site: found() });
  const open = async () => {
    const { name, shortName } = found();
    await editSite(at('office'), { ...FACTS, name, shortName, version: 1 });
    await transitionSite(at('office'), { action: 'bring-online', note: '' });
  };
  return { at, open };
}

type Town = Awaited<ReturnType<typeof newTown>>;

async function grant(town: Town, actor: ActorName, role: 'EDITOR' | 'REVIEWER') {
  const { accountId } = group().actor(actor);
  await grantRole(group().context('office'), { accountId, siteId: town.at('office').site.id, role, subtree: false });
}

async function draft(town: Town) {
  const column = await findColumnByCode(town.at('office'), 'xinwen');
  const text = { title: '第一篇', body: '<p>正文。</p>', columnId: column?.id ?? '' };
  return (await createArticle(town.at('office'), text)).articleId;
}

const chainOf = async (town: Town) => (await getReviewChains(town.at('office'))).site;

describe('the levels that a blueprint asks for', () => {
  it('are held for a new site, and hold nothing up before its people are there', async () => {
    const town = await newTown();
    expect(await chainOf(town)).toMatchObject({
      isWish: true,
      levels: [
        { name: '本级审核', place: 'SITE' },
        { name: '上级终审', place: 'ABOVE' },
      ],
    });
    await town.open();
    const { levels } = await chainOf(town);
    // Those above could staff both, but nobody writes here yet.
    expect(await findMissingLevel(town.at('office'), levels)).toBeUndefined();
    expect(await adoptChains(group().context('system'))).toBe(0);
    await publishArticle(town.at('office'), { articleId: await draft(town) });
  });

  it('come into force with the people, once, at sites that are open', async () => {
    const town = await newTown();
    await grant(town, 'townEditor', 'EDITOR');
    expect(await adoptChains(group().context('system'))).toBe(0);
    await town.open();
    expect(await adoptChains(group().context('system'))).toBe(1);
    expect(await adoptChains(group().context('system'))).toBe(0);
    expect(await chainOf(town)).toMatchObject({ isWish: false, version: 2 });
    const articleId = await draft(town);
    await expect(publishArticle(town.at('office'), { articleId })).rejects.toMatchObject({
      message: expect.stringContaining('要经过 2 级审核'),
    });
    expect(await submitArticle(town.at('office'), { articleId, revisionNumber: 1 })).toEqual({ levels: 2 });
  });

  it('are put in force by hand at a demonstration site, and the level from above is not left out by its own people', async () => {
    const town = await newTown({ isDemonstration: true });
    await grant(town, 'townEditor', 'EDITOR');
    await town.open();
    expect(await adoptChains(group().context('system'))).toBe(0);
    const { version, levels } = await chainOf(town);
    const own = {
      ...group().actor('townAdmin'),
      grants: [{ siteId: town.at('office').site.id, role: 'SITE_ADMIN', subtree: false } as const],
    };
    const short = setReviewChain({ ...town.at('office'), actor: own }, { levels: levels.slice(0, 1), version });
    await expect(short).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await setReviewChain({ ...town.at('office'), actor: own }, { levels, version });
    expect(await chainOf(town)).toMatchObject({ isWish: false });
  });

  it('leave sites alone that were there before, and those whose chain was chosen', async () => {
    expect((await getReviewChains(group().contextAt('east-town', 'office'))).site).toMatchObject({
      levels: [],
      version: 0,
    });
    const town = await newTown();
    await grant(town, 'townEditor', 'EDITOR');
    await town.open();
    await setReviewChain(town.at('office'), { levels: [], version: (await chainOf(town)).version });
    expect(await adoptChains(group().context('system'))).toBe(0);
    expect(await chainOf(town)).toMatchObject({ levels: [], isWish: false });
  });
});
