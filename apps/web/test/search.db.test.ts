import { moveArticle, publishArticle, saveRevision, withdrawArticle } from '@zhanqun/articles/server';
import { makeDraft, makePublished, makeShared } from '@zhanqun/articles/testing';
import { editColumn } from '@zhanqun/columns/server';
import { readSearchRequest } from '@zhanqun/search/schema';
import { type SearchResults, searchPublicEntries, suggestPublicWords } from '@zhanqun/search/server';
import { carryItem, dropItem } from '@zhanqun/sharing/server';
import { editSite, transitionSite } from '@zhanqun/sites/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';

const test = useGroup();

function search(site: SiteCode, query: string): Promise<SearchResults | undefined> {
  const { db, directory } = test();
  const place = { site: test().site(site), directory };
  return asVisitor({ db }, (tx) =>
    searchPublicEntries(tx, place, readSearchRequest(new URLSearchParams(query)), new Date()),
  );
}

const idsOf = (results: SearchResults | undefined) => results?.items.map((item) => item.articleId) ?? [];

async function finds(site: SiteCode, query: string): Promise<string[]> {
  return idsOf(await search(site, `q=${encodeURIComponent(query)}`));
}

describe('what a visitor finds', () => {
  it('finds words of title, summary, keywords, column and text, also inside long words', async () => {
    const context = test().contextAt('east-town', 'townAdmin');
    const id = await makePublished(context, {
      columnId: test().columnId('east-town', 'tongzhi'),
      title: '关于住房公积金提取办法的通知',
      summary: '职工购房可以申请。',
      keywords: '安居工程',
      body: '<p>镇长王小明到赣公桥调研乡村振兴，表格为 ABC-2026 号。</p>',
    });
    const words = [
      '公积金',
      '住房公积金',
      '购房',
      '安居',
      '王小明',
      '赣公桥',
      '乡村振兴',
      'abc',
      '公积金 调研',
      '提取办法',
    ];
    for (const word of words) expect([word, await finds('east-town', word)]).toEqual([word, [id]]);
    expect(await finds('east-town', '公积金 火星')).toEqual([id]);
    expect((await search('east-town', 'q=公积金 火星'))?.match).toBe('some');
  });

  it('finds by pinyin, by its initials, by Traditional characters and by full-width letters', async () => {
    const context = test().contextAt('west', 'westAdmin');
    const id = await makePublished(context, {
      columnId: test().columnId('west', 'tonggao'),
      title: '章贡古城墙维修公告',
      body: '<p>請繞行，工期 30 天。联系 Zhanqun 办公室。</p>',
    });
    for (const word of [
      'zhanggong',
      'zangong',
      'zg',
      'zhang gong',
      '公告 zhanggong',
      '古城墻',
      '維修',
      '请绕行',
      'ＺＨＡＮＱＵＮ',
    ]) {
      expect([word, await finds('west', word)]).toEqual([word, [id]]);
    }
    expect((await search('west', 'q=张贡'))?.correction).toBe('章贡');
    expect((await search('west', 'q=冬镇&scope=group'))?.correction).toBe('东镇');
    expect((await search('west', 'q=古城桥'))?.correction).toBe('古城墙');
    const { db } = test();
    const place = { site: test().site('west') };
    const suggest = (typed: string) => asVisitor({ db }, (tx) => suggestPublicWords(tx, place, 'site', typed));
    expect(await suggest('章')).toContain('章贡');
    expect(await suggest('gucheng')).toContain('古城');
    expect(await suggest('\0\'" & |')).toEqual([]);
  });

  it('ranks a word of the title above one of the text, and the newer above the older', async () => {
    const columnId = test().columnId('bureau', 'xinwen');
    const at = (days: number) => new Date(Date.now() - days * 86_400_000);
    const publish = (title: string, body: string, days: number) =>
      makePublished(test().contextAt('bureau', 'bureauAdmin', at(days)), { columnId, title, body: `<p>${body}</p>` });
    const inText = await publish('工作动态一则', '学位申请从今天开始。', 1);
    const older = await publish('小学学位申请须知', '请带好证件。', 900);
    const newer = await publish('中学学位申请须知', '请带好证件。', 30);
    expect(await finds('bureau', '学位申请')).toEqual([newer, older, inText]);
    expect(idsOf(await search('bureau', 'q=学位申请&order=newest'))).toEqual([inText, newer, older]);
    const years = (await search('bureau', 'q=学位申请'))?.facets.year.map((facet) => facet.count);
    expect(years?.reduce((sum, count) => sum + count, 0)).toBe(3);
    const year = newer && String(at(30).getFullYear());
    expect(idsOf(await search('bureau', `q=学位申请&year=${year}`))).toContain(newer);
    expect(idsOf(await search('bureau', `q=学位申请&year=${year}`))).not.toContain(older);
  });

  it('reaches one site, a subtree or the whole group, and counts a carried item once in what is wider', async () => {
    const title = '两县联合防汛演练';
    const east = await makeShared(test().contextAt('east-town', 'townAdmin'), {
      columnId: test().columnId('east-town', 'xinwen'),
      title,
    });
    const west = await makePublished(test().contextAt('west', 'westAdmin'), {
      columnId: test().columnId('west', 'yaowen'),
      title,
    });
    const { linkId } = await carryItem(test().contextAt('west', 'westAdmin'), {
      sourceSiteId: test().site('east-town').id,
      sourceArticleId: east,
      columnId: test().columnId('west', 'yaowen'),
    });
    const at = async (site: SiteCode, scope: string) => idsOf(await search(site, `q=联合防汛&scope=${scope}`)).sort();
    expect(await at('east', 'site')).toEqual([]);
    expect(await at('east', 'subtree')).toEqual([east]);
    expect(await at('east', 'group')).toEqual([east, west].sort());
    expect(await at('west', 'site')).toEqual([east, west].sort());
    const carried = (await search('west', 'q=联合防汛'))?.items.find((item) => item.articleId === east);
    expect(carried?.linkId).toBe(linkId);
    expect(await at('city', 'subtree')).toEqual([east, west].sort());
    await dropItem(test().contextAt('west', 'westAdmin'), { linkId });
    expect(await at('west', 'site')).toEqual([west]);
    expect(idsOf(await search('city', 'q=东镇 联合防汛&scope=group'))).toEqual([east]);
    expect((await search('city', 'q=dongzhen&scope=group'))?.sites.map((site) => site.code)).toEqual(['east-town']);
  });
});

const FACTS = {
  name: '西镇人民政府',
  shortName: '西镇',
  sponsor: '西镇人民政府',
  contactAddress: '西镇大街 1 号',
  contactPhone: '0797-1234567',
  officeHours: '',
  siteIdCode: '3607000001',
  icpNumber: '赣ICP备00000000号-1',
  psbNumber: '赣公网安备 36070000000000号',
};

describe('what a visitor must not find', () => {
  it('is a draft, an unpublished correction, a withdrawn item; a return brings it back', async () => {
    const context = test().contextAt('east', 'eastAdmin');
    const articleId = await makeDraft(context, { columnId: test().columnId('east', 'yaowen'), title: '水库除险加固' });
    expect(await finds('east', '除险加固')).toEqual([]);
    await publishArticle(context, { articleId });
    expect(await finds('east', '除险加固')).toEqual([articleId]);
    await saveRevision(context, { articleId, basedOnNumber: 1, title: '堤坝整修', body: '<p>改。</p>' });
    expect(await finds('east', '堤坝整修')).toEqual([]);
    await publishArticle(context, { articleId });
    expect([await finds('east', '堤坝整修'), await finds('east', '除险加固')]).toEqual([[articleId], []]);
    await withdrawArticle(context, { articleId, reason: '内容有误' });
    expect(await finds('east', '堤坝整修')).toEqual([]);
    await publishArticle(context, { articleId, revisionNumber: 1 });
    expect(await finds('east', '除险加固')).toEqual([articleId]);
  });

  it('is an item of a hidden column or of a site that is not online; both come back', async () => {
    const office = test().contextAt('west-town', 'office');
    const columnId = test().columnId('west-town', 'xinwen');
    const id = await makePublished(office, { columnId, title: '脐橙丰收节' });
    expect(await finds('west-town', '脐橙')).toEqual([id]);
    await editColumn(office, { columnId, name: '镇上要闻', isHidden: true, version: 1 });
    expect(await finds('west-town', '脐橙')).toEqual([]);
    await editColumn(office, { columnId, name: '镇上要闻', isHidden: false, version: 2 });
    expect(await finds('west-town', '脐橙 镇上要闻')).toEqual([id]);
    await editSite(office, { ...FACTS, version: 1 });
    await transitionSite(office, { action: 'take-offline', note: '检修' });
    const everywhere = async () => idsOf(await search('city', 'q=脐橙&scope=group'));
    expect(await everywhere()).toEqual([]);
    await transitionSite(office, { action: 'return-online', note: '' });
    expect(await everywhere()).toEqual([id]);
    await moveArticle(office, { articleId: id, columnId: test().columnId('west-town', 'tongzhi') });
    expect((await search('west-town', 'q=脐橙'))?.items[0]?.columnName).not.toBe('镇上要闻');
  });

  it('is a site of the name that was typed, as it is called and only while it is open', async () => {
    const office = test().contextAt('west-town', 'office');
    const named = async (name: string) => (await search('city', `q=${name}`))?.sites.map(({ id }) => id);
    const { name, shortName } = test().directory.get(office.site.id);
    expect(await named(shortName)).toEqual([office.site.id]);
    await transitionSite(office, { action: 'take-offline', note: '检修' });
    expect(await named(shortName)).toEqual([]);
    await transitionSite(office, { action: 'return-online', note: '' });
    await editSite(office, { ...FACTS, name: '柚子镇人民政府', shortName: '柚子镇', version: 2 });
    expect([await named(name), await named(shortName), await named('柚子镇')]).toEqual([[], [], [office.site.id]]);
  });
});

describe('an absurd query', () => {
  const absurd = [
    '',
    '   ',
    '，。！？',
    '&|!()<->',
    '\'; DROP TABLE "SearchEntry"; --',
    'a & !b | (c <-> d):*',
    '\0',
    '\ud800',
    '的',
    '了 的 在',
    '🀄🀄',
    '\u202e倒',
    'x'.repeat(60),
    '公'.repeat(61),
    '%_\\',
    "''''",
    ':*',
    '~s1',
    '=a',
    '@a',
    'ﷺ',
    'ü',
  ];

  it('gets an answer or a sentence, never a fault', async () => {
    for (const query of absurd) {
      const request = readSearchRequest(new URLSearchParams([['q', query]]));
      const { db, directory } = test();
      const place = { site: test().site('east'), directory };
      const results = await asVisitor({ db }, (tx) => searchPublicEntries(tx, place, request, new Date()));
      expect(results?.total ?? 0, query).toBeLessThan(50);
    }
  });
});
