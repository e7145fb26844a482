import { createArticlesInBulk, withdrawArticle } from '@zhanqun/articles/server';
import { editColumn } from '@zhanqun/columns/server';
import { RecordedDirectory, Recorder } from '@zhanqun/publishing/server';
import { asVisitor, atSite } from '@zhanqun/tenancy/server';
import { type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { loader as robots } from '../app/public/directory/robots';
import { hostSite, sitemap, sitemapPage } from '../app/public/directory/sitemap.server';
import { loader as page } from '../app/public/directory/sitemap-page';
import { loader as map } from '../app/public/directory/sitemap-xml';
import { askLoader } from './visitor';

const group = useGroup();
const parser = new XMLParser({ isArray: (name) => name === 'url' || name === 'sitemap' });

interface Entry {
  loc: string;
  lastmod?: string;
}

/** The entries of a map or an index. */
function read(text: string): { kind: string; entries: Entry[] } {
  expect(XMLValidator.validate(text)).toBe(true);
  const tree = parser.parse(text) as Record<string, { url?: Entry[]; sitemap?: Entry[] }>;
  const kind = 'urlset' in tree ? 'urlset' : 'sitemapindex';
  return { kind, entries: tree[kind]?.url ?? tree[kind]?.sitemap ?? [] };
}

/** What a page may ask about sites, as its loader has it. */
function publicDirectory() {
  return new RecordedDirectory(group().directory, new Recorder());
}

function whole(code: SiteCode, size?: number) {
  const { db, site } = group();
  const directory = publicDirectory();
  return asVisitor({ db }, (tx) => sitemap({ tx, directory, site: site(code), now: new Date() }, size)).then(read);
}
function one(code: SiteCode, name: string, size?: number) {
  const { db, site } = group();
  const directory = publicDirectory();
  return asVisitor({ db }, (tx) => sitemapPage({ tx, directory, site: site(code) }, name, size)).then(read);
}

async function publish(code: SiteCode, column: string, count: number): Promise<string[]> {
  const context = group().contextAt(code, 'system');
  return createArticlesInBulk(atSite(context, { ...context.site, isDemonstration: true }), {
    articles: Array.from({ length: count }, (_, i) => ({
      columnId: group().columnId(code, column),
      title: `第 ${i + 1} 篇`,
      body: '<p>正文。</p>',
      firstPublishedAt: new Date(Date.UTC(2026, 0, 1 + i)),
    })),
  });
}

const locs = ({ entries }: { entries: Entry[] }) => entries.map((entry) => entry.loc);

describe('the site map of a small site', () => {
  it('is one page with its home, its columns and its items with their changes', async () => {
    const ids = await publish('bureau', 'xinwen', 3);
    const { kind, entries } = await whole('bureau');
    expect(kind).toBe('urlset');
    expect(entries[0]).toEqual({ loc: 'http://bureau.city.test:3000/' });
    expect(entries).toContainEqual({ loc: 'http://bureau.city.test:3000/c/xinwen/' });
    for (const id of ids) {
      const found = entries.find((entry) => entry.loc === `http://bureau.city.test:3000/a/${id}.html`);
      expect(found?.lastmod).toMatch(/^2026-01-0\dT00:00:00.000Z$/);
    }
  });

  it('leaves out hidden columns with what is in them', async () => {
    const [id = ''] = await publish('bureau', 'tongzhi', 1);
    const columnId = group().columnId('bureau', 'tongzhi');
    await editColumn(group().contextAt('bureau', 'bureauAdmin'), {
      columnId,
      name: '通知',
      isHidden: true,
      version: 1,
    });
    const text = JSON.stringify(await whole('bureau'));
    expect(text).not.toContain(id);
    expect(text).not.toContain('/c/tongzhi/');
  });
});

describe('the site map of a large site', () => {
  const SIZE = 100;

  it('is one page while it fits, and an index from the first address more', async () => {
    await publish('east-town', 'xinwen', 10);
    const first = await whole('east-town');
    const fit = first.entries.length;
    expect((await whole('east-town', fit)).kind).toBe('urlset');
    expect((await whole('east-town', fit - 1)).kind).toBe('sitemapindex');
  });

  it('has every address once, no page of it more than the most, and a date for the newest page of a column', async () => {
    await publish('east', 'yaowen', 250);
    await publish('east', 'minsheng', SIZE);
    const index = await whole('east', SIZE);
    expect(index.kind).toBe('sitemapindex');
    const at = (name: string) => `http://east.city.test:3000/sitemap-${name}.xml`;
    expect(locs(index)).toEqual([at('site'), at('yaowen-1'), at('yaowen-2'), at('yaowen-3'), at('minsheng-1')]);
    expect(index.entries.map((entry) => Boolean(entry.lastmod))).toEqual([false, false, false, true, true]);
    const pages = await Promise.all(
      locs(index).map((loc) => one('east', /sitemap-(.*)\.xml$/.exec(loc)?.[1] ?? '', SIZE)),
    );
    expect(pages.slice(1).map(({ entries }) => entries.length)).toEqual([100, 100, 50, 100]);
    const all = pages.flatMap(locs);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((loc) => loc.includes('/a/'))).toHaveLength(350);
    expect(all).toEqual(expect.arrayContaining(locs(await whole('east'))));
  });

  it('never changes a full page when items come in; a withdrawn one is gone from it', async () => {
    const before = await one('east', 'yaowen-1', SIZE);
    await publish('east', 'yaowen', 60);
    expect(await one('east', 'yaowen-1', SIZE)).toEqual(before);
    expect((await one('east', 'yaowen-4', SIZE)).entries).toHaveLength(10);
    const gone = /\/a\/(.*)\.html/.exec(before.entries[0]?.loc ?? '')?.[1] ?? '';
    await withdrawArticle(group().contextAt('east', 'eastAdmin'), { articleId: gone, reason: '内容有误' });
    expect(locs(await one('east', 'yaowen-1', SIZE))).toEqual(locs(before).slice(1));
  });

  it.each(['yaowen-0', 'yaowen-5', 'yaowen', 'yaowen-01', 'yaowen--1', '-1', 'no-such-1', 'site-1', 'yaowen-9999999'])(
    'has no page %s',
    async (name) => {
      await expect(one('east', name, SIZE)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    },
  );
});

describe('the sites on paths of a host', () => {
  it('are in the index of their host: one page each, or all pages of a large one', async () => {
    await publish('west-town', 'xinwen', 30);
    const host = 'http://west.city.test:3000';
    expect(locs(await whole('west'))).toEqual([`${host}/sitemap-site.xml`, `${host}/west-town/sitemap.xml`]);
    const size = 60;
    const large = locs(await whole('west', size));
    expect((await whole('west-town', size)).kind).toBe('urlset');
    expect(large).toContain(`${host}/west-town/sitemap.xml`);
    const small = locs(await whole('west', 20)).filter((loc) => loc.includes('/west-town/'));
    expect(small).toEqual(locs(await whole('west-town', 20)));
    expect(small).toContain(`${host}/west-town/sitemap-xinwen-2.xml`);
  });

  it('are not asked for by sites on other hosts', async () => {
    expect(JSON.stringify(await whole('city'))).not.toContain('west-town');
  });

  it('have their host’s rules and map in robots.txt', async () => {
    const { site, directory } = group();
    expect(hostSite(directory, site('west-town')).code).toBe('west');
    expect(hostSite(directory, site('east-town')).code).toBe('east-town');
    const text = await (await askLoader(group(), robots, { site: site('west-town') })).text();
    expect(text).toContain('\nSitemap: http://west.city.test:3000/sitemap.xml\n');
    expect(text).toMatch(/^User-agent: \*\nDisallow: \/search\n/);
  });
});

describe('the answers', () => {
  it('are XML, or 404 for what is not there', async () => {
    const site = group().site('east');
    const answer = await askLoader(group(), map, { site });
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/xml; charset=utf-8']);
    expect((await askLoader(group(), page, { site, params: { page: 'site' } })).status).toBe(200);
    expect((await askLoader(group(), page, { site, params: { page: 'nothing-7' } })).status).toBe(404);
  });
});
