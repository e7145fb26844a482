import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askUrl } from './ask';
import { city } from './city';
import { type CityDesk, openCityDesk } from './city-desk';
import { findings, scrollsSideways, site, useBrowser } from './harness';
import { FIRST_VISIT_BYTES, faultsOf, loadAll, missingFromFooter, tagsOf, watchTransfer } from './public-page';

const visitor = useBrowser();
const LONG_TITLE = '关于进一步做好冬春季节农村公路养护和桥梁隧道安全隐患排查整治工作的通知（演示）';
const BODY = [
  '<p>本文检查长标题、表格和附件的版面。</p><h2>时间安排</h2><ul><li>第一阶段：排查。</li><li>第二阶段：整治。</li></ul>',
  `<table><thead><tr>${'<th>指标名称</th>'.repeat(7)}</tr></thead><tbody><tr>${'<td>示意数值</td>'.repeat(7)}</tr></tbody></table>`,
  '<p>表格太宽时只有表格左右滚动。</p>',
].join('');

/** A county on a host of its own, and a town on a path below its county's host: one code path serves both. */
const PLACES = [
  { kind: 'a site on its own host', label: 'zhanggong', base: '', code: 'zhanggong', news: 'yaowen' },
  { kind: 'a site on a path', label: 'nankang', base: '/tangjiang', code: 'nankang-tangjiang', news: 'xinwen' },
] as const;

let desk: CityDesk;
beforeAll(async () => {
  desk = await openCityDesk(city().dataDir, city().port);
});
afterAll(() => desk.close());

describe.each(PLACES)('$kind', ({ label, base, code, news }) => {
  const at = (rest: string) => site(label, base + rest);
  let article = '';

  beforeAll(async () => {
    const id = await desk.publish(code, news, {
      title: LONG_TITLE,
      summary: '检查版面的一篇。',
      body: BODY,
      attachment: { name: '排查整治任务分工表.txt', bytes: Buffer.from('一、排查\n二、整治\n') },
    });
    article = `/a/${id}.html`;
  });

  const all: [string, () => string, number][] = [
    ['home', () => '/', 200],
    ['group column', () => '/c/gongkai/', 200],
    ['list column', () => `/c/${news}/`, 200],
    ['archive page', () => `/c/${news}/p1.html`, 200],
    ['page column', () => '/c/gaikuang/', 200],
    ['article', () => article, 200],
    ['site map', () => '/sitemap.html', 200],
    ['search results', () => `/search?q=${encodeURIComponent('通知')}`, 200],
    ['search without results', () => '/search?q=zzzz', 200],
    ['report an error', () => '/report-error.html', 200],
    ['page that is not there', () => '/nothing-here', 404],
  ];
  // A path changes the addresses in a page and nothing else: of each kind of address one page.
  const PAGES = base ? all.filter(([name]) => /^(home|list column|article|page that)/.test(name)) : all;

  describe.each([360, 1440])('at %i px', (width) => {
    it.each(PAGES)('%s is light, legible, accessible and private', async (_, rest, status) => {
      const page = await visitor().open({ width });
      const transfer = await watchTransfer(page);
      const answer = await page.goto(at(rest()));
      expect(answer?.status()).toBe(status);
      expect(answer?.headers()).not.toHaveProperty('set-cookie');
      await loadAll(page);
      expect(await faultsOf(page)).toEqual([]);
      expect(await findings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      expect(await missingFromFooter(page)).toEqual([]);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
      expect(await page.getByText('演示数据，不是真实政务信息').isVisible()).toBe(true);
      expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex');
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.context().cookies()).toEqual([]);
      expect([...transfer.origins]).toEqual([new URL(at('/')).origin]);
      expect(transfer.bytes()).toBeLessThan(FIRST_VISIT_BYTES);
    });
  });

  it('fits a tablet and twice the letters', async () => {
    for (const width of [320, 720, 768]) {
      const page = await visitor().open({ width });
      for (const rest of ['/', `/c/${news}/`, article, '/sitemap.html']) {
        await page.goto(at(rest));
        expect(await scrollsSideways(page), `${rest} at ${width}`).toBe(false);
      }
    }
  });

  it('is whole without JavaScript: menu, search, pages of a list', async () => {
    const page = await visitor().open({ width: 360, javaScript: false });
    await page.goto(at('/'));
    await page.getByText('菜单', { exact: true }).click();
    await page.getByRole('navigation', { name: '栏目菜单' }).getByRole('link', { name: '站点地图' }).click();
    expect(new URL(page.url()).pathname).toBe(`${base}/sitemap.html`);
    await page.goto(at('/search'));
    await page.getByLabel('搜索标题和正文').fill('桥梁隧道');
    await page.getByRole('button', { name: '搜索' }).last().click();
    await page.getByRole('link', { name: LONG_TITLE }).first().waitFor();
    await page.goto(at(`/c/${news}/`));
    await page.getByRole('link', { name: '较早的' }).click();
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${base}/c/${news}/p\\d+\\.html$`));
    expect(await page.locator('.rows li').count()).toBeGreaterThan(0);
  });

  it('says why a search cannot run', async () => {
    const page = await visitor().open();
    await page.goto(at(`/search?q=${encodeURIComponent('太长'.repeat(31))}`));
    await page.getByText('搜索词最长 60 个字').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('shows an article with source, time to the minute, breadcrumb, neighbours, table and attachment', async () => {
    const page = await visitor().open({ width: 360 });
    await page.goto(at(article));
    expect(await page.locator('.article-meta').textContent()).toMatch(
      /来源：.+发布时间：\d{4}-\d{2}-\d{2} \d{2}:\d{2}/,
    );
    const trail = await page.getByRole('navigation', { name: '当前位置' }).locator('li').allTextContents();
    expect(trail[0]).toBe('首页');
    expect(trail.at(-1)).toBe('正文');
    expect(trail.length).toBeGreaterThanOrEqual(4);
    await page.locator('a[rel=prev]').waitFor();
    const table = page.getByRole('region', { name: '表格' });
    expect(await table.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
    const file = page.getByRole('link', { name: '排查整治任务分工表.txt' });
    expect(await file.textContent()).toMatch(/文本文件，\d+ 字节/);
    const answer = await askUrl(new URL((await file.getAttribute('href')) ?? '', page.url()).href);
    expect([answer.status, answer.text]).toEqual([200, '一、排查\n二、整治\n']);
    expect(answer.headers['content-disposition']).toMatch(/^attachment/);
  });

  it('carries the required META tags at site, column and article level', async () => {
    const page = await visitor().open();
    const record = desk.site(code);
    await page.goto(at('/'));
    const home = await tagsOf(page);
    expect(home).toMatchObject({ SiteName: record.name, 'og:title': record.name, 'og:type': 'website' });
    expect(home.SiteDomain).toBe(`${new URL(at('/')).hostname}${base}`);
    expect(home.ColumnName).toBe('首页');
    await page.goto(at(`/c/${news}/`));
    expect(Object.keys(await tagsOf(page))).toEqual(
      expect.arrayContaining([
        'SiteName',
        'SiteDomain',
        'ColumnName',
        'ColumnDescription',
        'ColumnKeywords',
        'ColumnType',
      ]),
    );
    await page.goto(at(article));
    const tags = await tagsOf(page);
    expect(tags).toMatchObject({
      ArticleTitle: LONG_TITLE,
      PubDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/),
      ContentSource: record.name,
      description: '检查版面的一篇。',
      'og:title': LONG_TITLE,
      'og:type': 'article',
      'og:url': at(article),
    });
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(at(article));
  });

  it('begins with a link to the content, reached by the first Tab', async () => {
    const page = await visitor().open();
    await page.goto(at('/'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('remembers the letter size that a reader chose', async () => {
    const page = await visitor().open();
    await page.goto(at(article));
    const size = () =>
      page.locator('[data-reading-body]').evaluate((body) => Number.parseFloat(getComputedStyle(body).fontSize));
    const before = await size();
    await page.getByRole('button', { name: '特大' }).click();
    expect(await size()).toBeGreaterThan(before * 1.3);
    await page.reload();
    expect(await size()).toBeGreaterThan(before * 1.3);
    expect(await page.getByRole('button', { name: '特大' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('offers a feed, a site map for machines and rules for robots', async () => {
    const feed = await askUrl(at(`/c/${news}/rss.xml`));
    expect(feed.headers['content-type']).toContain('application/rss+xml');
    expect(feed.text).toContain(`<link>${at(article)}</link>`);
    const map = await askUrl(at('/sitemap-site.xml'));
    expect(map.text).toContain(`<loc>${at(article)}</loc>`);
    const rules = (await askUrl(at('/robots.txt'))).text;
    expect(rules).toMatch(/^User-agent: \*/);
    // A path site's map is its host's.
    const whole = /^Sitemap: (.*)$/m.exec(rules)?.[1] ?? '';
    expect(whole).toBe(site(label, '/sitemap.xml'));
    const { text } = await askUrl(whole);
    const pages = text.includes('<sitemapindex')
      ? [...text.matchAll(/<loc>(.*)<\/loc>/g)].map((found) => found[1])
      : [whole];
    const holding = pages.filter((page) => page === at('/sitemap.xml') || page === at('/sitemap-site.xml'));
    expect(holding).toHaveLength(1);
    expect((await askUrl(holding[0] ?? '')).text).toContain(`<loc>${at(article)}</loc>`);
  });

  it('answers every link of its home page on this host', async () => {
    const page = await visitor().open();
    await page.goto(at('/'));
    const { host } = new URL(at('/'));
    const links = await page.locator('a').evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href));
    const own = [...new Set(links.map((link) => link.split('#')[0] ?? ''))].filter((link) =>
      link.includes(`//${host}/`),
    );
    expect(own.length).toBeGreaterThan(30);
    const answers = await Promise.all(own.map(async (link) => [link, (await askUrl(link)).status] as const));
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  });
});

describe('the group of sites', () => {
  it('gives ten towns ten different banners', async () => {
    const county = desk.site('zhanggong');
    const towns = desk.deployment.directory.children(county.id).filter((child) => child.level === 'TOWN');
    const banners = await Promise.all(
      towns.slice(0, 10).map(async (town) => {
        const { text } = await askUrl(desk.deployment.directory.urlOf(town, '/banner.svg'));
        return createHash('sha256').update(text).digest('hex');
      }),
    );
    expect(new Set(banners).size).toBe(10);
  });

  it('lists every online site of the city by county on one light page', async () => {
    const page = await visitor().open({ width: 360 });
    const transfer = await watchTransfer(page);
    await page.goto(site('', '/subsites.html'));
    await loadAll(page);
    expect(transfer.bytes()).toBeLessThan(FIRST_VISIT_BYTES);
    expect(await page.locator('.directory-group').count()).toBe(19);
    const { directory } = desk.deployment;
    const online = directory.all().filter((one) => one.parentId && one.state === 'ONLINE').length;
    expect(await page.locator('.directory-group a').count()).toBe(online);
    await page.getByRole('navigation', { name: '跳到' }).getByRole('link', { name: '南康区' }).click();
    expect(new URL(page.url()).hash).toBe('#nankang');
    expect(await faultsOf(page)).toEqual([]);
    expect(await findings(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });

  it('leads a visitor from the portal through the county to the town and to what it published', async () => {
    const title = '唐江镇集中换发农机牌证的温馨提示';
    await desk.publish('nankang-tangjiang', 'tongzhi', { title, body: '<p>请带身份证到便民服务中心。</p>' });
    const page = await visitor().open();
    await page.goto(site('', '/'));
    await page.getByRole('link', { name: '南康区', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: '南康区人民政府' }).waitFor();
    await page.getByRole('link', { name: '唐江镇', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: '唐江镇人民政府' }).waitFor();
    await page.getByRole('link', { name: title }).first().click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText('请带身份证到便民服务中心。').waitFor();
    await page.getByRole('navigation', { name: '上级网站' }).getByRole('link', { name: '南康区' }).click();
    await page.getByRole('heading', { level: 1, name: '南康区人民政府' }).waitFor();
  });

  it.each([
    ['portal', ''],
    ['department', 'fgw'],
    ['zone', 'ganzhou-jkq.zhanggong'],
  ])('keeps the home of a %s as light and legible as the others', async (_, label) => {
    for (const width of [360, 1440]) {
      const page = await visitor().open({ width });
      const transfer = await watchTransfer(page);
      await page.goto(site(label, '/'));
      await loadAll(page);
      expect(await faultsOf(page)).toEqual([]);
      expect(await findings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      expect(transfer.bytes()).toBeLessThan(FIRST_VISIT_BYTES);
    }
  });
});
