import { publishArticle, saveRevision, withdrawArticle } from '@zhanqun/articles/server';
import { makePublished, makeShared } from '@zhanqun/articles/testing';
import { editColumn } from '@zhanqun/columns/server';
import { carryItem } from '@zhanqun/sharing/server';
import { type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { loader as columnAtom } from '../app/public/feeds/column-atom';
import { loader as columnJson } from '../app/public/feeds/column-json';
import { loader as columnRss } from '../app/public/feeds/column-rss';
import { rfc822, rfc3339 } from '../app/public/feeds/dates';
import { loader as siteAtom } from '../app/public/feeds/site-atom';
import { loader as siteJson } from '../app/public/feeds/site-json';
import { loader as siteRss } from '../app/public/feeds/site-rss';
import { askLoader } from './visitor';

const group = useGroup();
const TITLE = '标题里的 <b> & "引号" 和 ]]> 结束';
const at = (day: number) => new Date(Date.UTC(2026, 9, day, 8, 30, 5));
const desk = (day: number) => group().contextAt('east-town', 'townAdmin', at(day));
let own = '';
let carried = '';
let hidden = '';

const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'item' || name === 'entry' });
type Tree = Record<string, never>;

/** The answer as XML; anything not well-formed fails. */
async function xmlOf(answer: Response): Promise<{ text: string; tree: Tree }> {
  const text = await answer.text();
  expect(XMLValidator.validate(text)).toBe(true);
  return { text, tree: parser.parse(text) as Tree };
}

const ask = (loader: Parameters<typeof askLoader>[1], site: SiteCode, code?: string) =>
  askLoader(group(), loader, { site: group().site(site), ...(code ? { params: { code } } : {}) });

beforeAll(async () => {
  const columnId = (code: string) => group().columnId('east-town', code);
  own = await makePublished(desk(1), {
    columnId: columnId('xinwen'),
    title: TITLE,
    summary: '摘要 & 说明',
    body: '<p>见<a href="/c/tongzhi/">通知</a>和<a href="https://example.org/?a=1&amp;b=2">别处</a>。</p>',
    keywords: '春耕，生产 春耕',
  });
  const notice = await makeShared(group().contextAt('city', 'office', at(2)), {
    columnId: group().columnId('city', 'tonggao'),
    title: '全市通知',
    body: '<p><a href="/c/yaowen/">要闻</a></p>',
  });
  carried = (
    await carryItem(desk(3), {
      sourceSiteId: group().site('city').id,
      sourceArticleId: notice,
      columnId: columnId('tongzhi'),
    })
  ).linkId;
  hidden = await makePublished(desk(4), { columnId: columnId('wenda'), title: '隐藏栏目的一篇' });
  await editColumn(desk(4), { columnId: columnId('wenda'), name: '问答', isHidden: true, version: 1 });
});

describe('the feed of a site', () => {
  it('has the newest items, own and carried, of columns that are not hidden', async () => {
    const feed = await (await ask(siteJson, 'east-town')).json();
    expect(feed.items.map((item: { title: string }) => item.title)).toEqual(['全市通知', TITLE]);
    expect(JSON.stringify(feed)).not.toContain(hidden);
  });

  it('in RSS 2.0 has what the format asks for, escaped, with whole addresses', async () => {
    const answer = await ask(siteRss, 'east-town');
    expect(answer.headers.get('Content-Type')).toBe('application/rss+xml; charset=utf-8');
    const { text, tree } = await xmlOf(answer);
    const { channel } = tree.rss as unknown as { channel: Record<string, never> };
    expect(channel).toMatchObject({
      title: '东镇人民政府',
      link: 'http://east-town.east.city.test:3000/',
      language: 'zh-cn',
    });
    const items = channel.item as unknown as Record<string, never>[];
    expect(items[1]).toMatchObject({
      title: TITLE,
      link: `http://east-town.east.city.test:3000/a/${own}.html`,
      pubDate: 'Thu, 01 Oct 2026 16:30:05 +0800',
      description: '摘要 & 说明',
      guid: { '#text': `tag:city.test,2026:east-town/${own}`, '@_isPermaLink': 'false' },
    });
    expect(items[1]?.['content:encoded']).toContain('href="http://east-town.east.city.test:3000/c/tongzhi/"');
    expect(items[0]).toMatchObject({ link: `http://east-town.east.city.test:3000/a/${carried}.html` });
    expect(items[0]?.['content:encoded']).toContain('href="http://city.test:3000/c/yaowen/"');
    expect(text).not.toMatch(/(href|src)=&quot;\//);
  });

  it('in Atom 1.0 has what the format asks for', async () => {
    const answer = await ask(siteAtom, 'east-town');
    expect(answer.headers.get('Content-Type')).toBe('application/atom+xml; charset=utf-8');
    const { tree } = await xmlOf(answer);
    const feed = tree.feed as unknown as Record<string, never> & { entry: Record<string, never>[] };
    expect(feed).toMatchObject({
      id: 'tag:city.test,2026:east-town/',
      title: '东镇人民政府',
      updated: expect.stringMatching(/^2026-10-\d\dT\d\d:\d\d:05\+08:00$/),
      author: { name: '东镇人民政府' },
    });
    for (const entry of feed.entry) {
      for (const part of ['id', 'title', 'updated', 'published', 'link', 'author', 'summary', 'content']) {
        expect(entry, part).toHaveProperty(part);
      }
    }
  });

  it('in JSON Feed 1.1 has what the format asks for', async () => {
    const answer = await ask(siteJson, 'east-town');
    expect(answer.headers.get('Content-Type')).toBe('application/feed+json; charset=utf-8');
    const feed = await answer.json();
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: '东镇人民政府',
      home_page_url: 'http://east-town.east.city.test:3000/',
      feed_url: 'http://east-town.east.city.test:3000/feed.json',
    });
    expect(feed.items[1]).toMatchObject({
      id: `tag:city.test,2026:east-town/${own}`,
      content_html: expect.stringContaining('通知'),
      date_published: '2026-10-01T16:30:05+08:00',
      tags: [expect.any(String), '春耕', '生产'],
    });
  });

  it('is read with one statement for its items, and holds 30 of them', async () => {
    const columnId = group().columnId('bureau', 'xinwen');
    for (let day = 1; day <= 31; day++) {
      await makePublished(group().contextAt('bureau', 'bureauAdmin', at(day)), { columnId, title: `第 ${day} 篇` });
    }
    const before = group().db.statements();
    const feed = await (await ask(siteJson, 'bureau')).json();
    // The transaction with its isolation, the role and its settings, the site, its columns, the items.
    expect(group().db.statements() - before).toBeLessThanOrEqual(7);
    expect(feed.items).toHaveLength(30);
    expect([feed.items[0].title, feed.items[29].title]).toEqual(['第 31 篇', '第 2 篇']);
  });

  it('without items is a feed without items', async () => {
    for (const loader of [siteRss, siteAtom]) await xmlOf(await ask(loader, 'west'));
    expect((await (await ask(siteJson, 'west')).json()).items).toEqual([]);
    expect(await (await ask(siteAtom, 'west')).text()).toContain('<updated>1970-01-01T08:00:00+08:00</updated>');
  });

  it('stands under the path of a path site', async () => {
    const { feed_url } = await (await ask(siteJson, 'west-town')).json();
    expect(feed_url).toBe('http://west.city.test:3000/west-town/feed.json');
  });

  it('of a site that is not open is not there', async () => {
    expect((await ask(siteRss, 'east-hill')).status).toBe(404);
  });
});

describe('the feed of a column', () => {
  it('has that column alone, also a hidden one at its own address', async () => {
    const items = async (code: string) =>
      (await (await ask(columnJson, 'east-town', code)).json()).items.map((item: { title: string }) => item.title);
    expect(await items('xinwen')).toEqual([TITLE]);
    expect(await items('tongzhi')).toEqual(['全市通知']);
    expect(await items('wenda')).toEqual(['隐藏栏目的一篇']);
  });

  it('of a group has the items of its columns', async () => {
    const feed = await (await ask(columnJson, 'east-town', 'dongtai')).json();
    expect(feed.items.map((item: { title: string }) => item.title)).toContain(TITLE);
  });

  it('is well-formed in every format', async () => {
    for (const loader of [columnRss, columnAtom]) {
      const { text } = await xmlOf(await ask(loader, 'east-town', 'xinwen'));
      expect(text).toContain('http://east-town.east.city.test:3000/c/xinwen/');
    }
  });

  it.each(['no-such-column', '', '%00', 'a'.repeat(2_000), '../xinwen'])('of %j is not there', async (code) => {
    const answer = await askLoader(group(), columnRss, { site: group().site('east-town'), params: { code } });
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('没有找到')]);
  });
});

describe('an entry', () => {
  it('keeps its id and its time of publication through a correction, tells of it, and goes with a withdrawal', async () => {
    const columnId = group().columnId('east-town', 'zhenxing');
    const id = await makePublished(desk(5), { columnId, title: '原文' });
    const entry = async () => (await (await ask(columnJson, 'east-town', 'zhenxing')).json()).items[0];
    const before = await entry();
    await saveRevision(desk(6), { articleId: id, basedOnNumber: 1, title: '更正', body: '<p>更正后的正文。</p>' });
    await publishArticle(desk(6), { articleId: id });
    const after = await entry();
    expect([after.id, after.date_published]).toEqual([before.id, before.date_published]);
    expect([before.date_modified, after.date_modified]).toEqual([
      '2026-10-05T16:30:05+08:00',
      '2026-10-06T16:30:05+08:00',
    ]);
    await withdrawArticle(desk(7), { articleId: id, reason: '内容有误' });
    expect(await entry()).toBeUndefined();
  });
});

describe('times', () => {
  it.each([
    ['2026-12-31T16:00:00Z', '2027-01-01T00:00:00+08:00', 'Fri, 01 Jan 2027 00:00:00 +0800'],
    ['2024-02-28T15:59:59.999Z', '2024-02-28T23:59:59+08:00', 'Wed, 28 Feb 2024 23:59:59 +0800'],
  ])('%s is written as the formats want it', (moment, json, mail) => {
    expect([rfc3339(new Date(moment)), rfc822(new Date(moment))]).toEqual([json, mail]);
    expect([Date.parse(json), Date.parse(mail)]).toEqual(Array(2).fill(Math.floor(Date.parse(moment) / 1000) * 1000));
  });
});
