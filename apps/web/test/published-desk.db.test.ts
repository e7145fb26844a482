import { publishArticle } from '@zhanqun/articles/server';
import { makeDraft, makePublished, makeShared } from '@zhanqun/articles/testing';
import { PageStore, renewSubtree, TAGS } from '@zhanqun/publishing/server';
import { carryItem } from '@zhanqun/sharing/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { readAddress } from '../app/console/published/address.server';
import { loadPublished } from '../app/console/published/desk.server';
import type { Application, PlainAnswer } from '../app/context.server';

const group = useGroup();

describe('an address at the desk', () => {
  const read = (code: 'east-town' | 'west-town', typed: string) =>
    readAddress(group().directory, group().site(code), typed);

  it('may be a path, a whole address of any of the site’s own, or be pasted with a query', () => {
    for (const typed of [
      '/c/xinwen/',
      '/c/xinwen',
      ' /c/xinwen/?from=list ',
      'http://east-town.east.city.test:3000/c/xinwen/',
      'east-town.east.city.test:3000/c/xinwen/#top',
      'http://east.city.test:3000/east-town/c/xinwen/',
    ]) {
      expect([typed, read('east-town', typed)]).toEqual([typed, { rest: '/c/xinwen/' }]);
    }
    expect(read('east-town', '')).toEqual({ rest: '/' });
  });

  it('of a site on a path is read with and without that path', () => {
    for (const typed of ['/a/x.html', '/west-town/a/x.html', 'http://west.city.test:3000/west-town/a/x.html']) {
      expect([typed, read('west-town', typed)]).toEqual([typed, { rest: '/a/x.html' }]);
    }
  });

  it('of another site or of none is refused without naming whose it is', () => {
    for (const typed of ['http://west.city.test:3000/', 'http://nobody.test/', 'http://', '//', 'x'.repeat(2_001)]) {
      const { rest, wrong } = read('east-town', typed);
      expect([typed, rest]).toEqual([typed, undefined]);
      expect(wrong).not.toContain('西');
    }
  });
});

/** A store that holds one page of the town, which shows what these tags name. */
async function appWith(tags: string[], expires?: Date): Promise<Application> {
  const pages = new PageStore<PlainAnswer>({
    memoryBytes: 1_000_000,
    headers: {},
    now: Date.now,
    onFault: (error) => {
      throw error;
    },
  });
  const town = group().site('east-town');
  const bytes = Buffer.from('<p>页面</p>');
  await pages.obtain({ siteId: town.id, host: 'east-town.east.city.test', path: '/' }, '/', async (recorder) => {
    recorder.add(...tags);
    if (expires) recorder.holdsUntil(expires);
    const answer = { status: 200, headers: new Headers(), bytes };
    return { isLasting: true, type: 'text/html', cacheControl: 'no-cache', bytes, answer };
  });
  return { pages } as Application;
}

describe('the desk of published pages', () => {
  const desk = () => group().contextAt('east-town', 'townAdmin');

  it('says what a page depends on by the names of things', async () => {
    const town = group().site('east-town');
    const city = group().contextAt('city', 'office');
    const news = group().columnId('east-town', 'xinwen');
    const own = await makePublished(desk(), { columnId: news, title: '本镇的一条' });
    const shared = await makeShared(city, { columnId: group().columnId('city', 'tonggao'), title: '全市通知' });
    const { linkId } = await carryItem(desk(), {
      sourceSiteId: city.site.id,
      sourceArticleId: shared,
      columnId: group().columnId('east-town', 'tongzhi'),
    });
    const app = await appWith([
      TAGS.home(town.id),
      TAGS.head(town.id, news),
      TAGS.article(town.id, own),
      TAGS.article(town.id, linkId),
      TAGS.article(city.site.id, shared),
      TAGS.place(city.site.id),
    ]);
    const { page } = await loadPublished(desk(), app, '/');
    const said = JSON.stringify(page?.kept?.groups);
    for (const words of ['首页编排', '栏目“工作动态”的最新内容', '《本镇的一条》', '《全市通知》', '江州市：']) {
      expect(said).toContain(words);
    }
    for (const id of [town.id, city.site.id, own, linkId, shared, news]) expect(said).not.toContain(id);
    expect(page?.renewals.some(({ what }) => what.includes('本镇的一条'))).toBe(true);
  });

  it('says of another site nothing that is not public', async () => {
    const hill = group().contextAt('east-hill', 'eastAdmin');
    const secret = await makeDraft(hill, { columnId: group().columnId('east-hill', 'xinwen'), title: '还不能说的事' });
    await publishArticle(hill, { articleId: secret });
    const app = await appWith([TAGS.article(hill.site.id, secret), TAGS.items(hill.site.id), TAGS.place(hill.site.id)]);
    const { page } = await loadPublished(desk(), app, '/');
    const said = JSON.stringify(page);
    expect(said).not.toContain('还不能说的事');
    expect(said).not.toContain('东山乡');
    expect(said).toContain('未开放的站点');
  });

  it('says of a renewal from above that it came from there', async () => {
    await renewSubtree(group().contextAt('city', 'office'));
    const { page } = await loadPublished(desk(), await appWith([]), '/');
    expect(page?.renewals[0]).toMatchObject({ who: '江州市', what: '更新了下级站点的地址或全部页面' });
    const seenFromAbove = await loadPublished(group().contextAt('east-town', 'office'), await appWith([]), '/');
    expect(seenFromAbove.page?.renewals[0]?.what).toBe('手动更新“江州市”及下级站点的全部页面');
  });

  it('says until when a page holds, and of one that is not kept that there is none', async () => {
    const app = await appWith([], new Date('2027-01-01T00:00:00+08:00'));
    expect((await loadPublished(desk(), app, '/')).page?.kept?.holdsUntil).toContain('2027');
    const { page } = await loadPublished(desk(), app, '/c/xinwen/');
    expect(page?.kept).toBeUndefined();
    expect(page?.never).toBeUndefined();
    expect((await loadPublished(desk(), app, '/search')).page?.never).toContain('从不留存');
  });

  it('offers renewal to whoever may, and a subtree to the city office alone', async () => {
    const app = await appWith([]);
    const at = async (code: 'east' | 'east-town', actor: 'townAuditor' | 'eastAdmin' | 'office') =>
      loadPublished(group().contextAt(code, actor), app, '/');
    expect(await at('east-town', 'townAuditor')).toMatchObject({ mayRenew: false, subtree: 0 });
    expect(await at('east', 'eastAdmin')).toMatchObject({ mayRenew: true, subtree: 0 });
    expect(await at('east', 'office')).toMatchObject({ mayRenew: true, subtree: 3 });
  });
});
