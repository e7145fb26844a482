import { describe, expect, it } from 'vitest';
import { ask, askUrl } from './ask';
import { consoleUrl, findings, scrollsSideways, signIn, site, useBrowser } from './harness';

const visitor = useBrowser();

describe('feeds', () => {
  it('are named in the head of the home page and of a column, and each answers as its type says', async () => {
    const page = await visitor().open();
    for (const [label, rest] of [
      ['zhanggong', '/'],
      ['zhanggong', '/c/yaowen/'],
      ['nankang', '/tangjiang/'],
      ['nankang', '/tangjiang/c/xinwen/'],
    ] as const) {
      await page.goto(site(label, rest));
      const links = await page
        .locator('link[rel=alternate]')
        .evaluateAll((found) => (found as HTMLLinkElement[]).map(({ type, href, title }) => ({ type, href, title })));
      expect(links.map(({ href }) => href)).toEqual(
        ['rss.xml', 'atom.xml', 'feed.json'].map((file) => site(label, rest + file)),
      );
      for (const { type, href, title } of links) {
        expect(title).not.toBe('');
        const answer = await askUrl(href);
        expect([href, answer.status, answer.headers['content-type']]).toEqual([href, 200, `${type}; charset=utf-8`]);
        expect(answer.headers).not.toHaveProperty('set-cookie');
        expect(answer.text).toContain(site(label, rest === '/' ? '/a/' : '').replace(/\/$/, ''));
        const small = await askUrl(href, { headers: { 'Accept-Encoding': 'br' } });
        expect(small.headers['content-encoding']).toBe('br');
      }
    }
  });
});

describe('the open interfaces', () => {
  const portal = (rest: string) => site('', rest);

  it('lead a program from the portal to an attachment by the addresses they give', async () => {
    const { items } = JSON.parse((await askUrl(portal('/api/v1/sites?level=COUNTY&limit=1'))).text);
    const columns = JSON.parse((await askUrl(items[0].columnsUrl)).text);
    const column = columns.items.find((one: { itemCount: number }) => one.itemCount > 1);
    const list = JSON.parse((await askUrl(`${column.itemsUrl}?limit=1`)).text);
    const item = JSON.parse((await askUrl(list.items[0].apiUrl)).text);
    expect(item.title).toBe(list.items[0].title);
    expect((await askUrl(item.url)).text).toContain(item.title);
    const rest = JSON.parse((await askUrl(list.next)).text);
    expect(rest.items[0].id).not.toBe(item.id);
  });

  it('answer JSON to whatever is wrong, and only on the portal', async () => {
    for (const rest of ['/api/v1', '/api/v1/', '/api/v2/sites', '/api/v1/sites/nowhere', '/api/v1/sites?limit=x']) {
      const answer = await askUrl(portal(rest));
      expect([rest, [400, 404].includes(answer.status)]).toEqual([rest, true]);
      expect(JSON.parse(answer.text).error.message).not.toBe('');
    }
    expect((await askUrl(site('zhanggong', '/api/v1/sites'))).status).toBe(404);
    expect((await askUrl(site('zhanggong', '/api/'))).status).toBe(404);
    const host = new URL(portal('/')).host;
    expect((await ask(host, `/api/v1/sites?cursor=${'a'.repeat(3_000)}`)).status).toBe(414);
    const post = await ask(host, '/api/v1/sites', { method: 'POST', body: '{}', headers: { 'Content-Length': '2' } });
    expect(post.status).toBe(405);
    const head = await ask(host, '/api/v1/sites', { method: 'HEAD' });
    expect([head.status, head.text, head.headers['ratelimit-limit']]).toEqual([200, '', '60']);
  });

  it('are explained on a page that a phone can show', async () => {
    const page = await visitor().open();
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(portal('/api/'));
      await page.getByRole('heading', { name: '开放接口', level: 1 }).waitFor();
      expect(await findings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
    }
    await page.getByRole('link', { name: 'openapi.json' }).click();
    expect(new URL(page.url()).pathname).toBe('/api/v1/openapi.json');
  });

  it('count for more with a key that the city office gave, until it is revoked', async () => {
    const page = await visitor().open();
    await signIn(page, 'office');
    await page.goto(consoleUrl('/console/partners/new'));
    await page.getByRole('button', { name: '创建密钥' }).click();
    await page.getByText('名称至少 2 个字。').first().waitFor();
    await page.getByLabel('名称').fill('省级门户');
    await page.getByLabel('使用单位').fill('省政务信息中心');
    await page.getByLabel('每分钟次数').fill('900');
    await page.getByRole('button', { name: '创建密钥' }).click();
    await page.getByRole('heading', { name: '密钥已创建' }).waitFor();
    const key = /zq_[\w-]{43}/.exec(await page.content())?.[0] ?? '';
    const limit = async () => {
      const answer = await askUrl(portal('/api/v1/sites?limit=1'), { headers: { Authorization: `Bearer ${key}` } });
      return [answer.status, answer.headers['ratelimit-limit']];
    };
    expect(await limit()).toEqual([200, '900']);
    await page.getByRole('link', { name: '查看这个密钥' }).click();
    await page.getByText('创建接口密钥“省级门户”，每分钟 900 次').waitFor();
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await findings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
    }
    expect(await page.content()).not.toContain(key);
    await page.getByRole('link', { name: '作废密钥' }).click();
    await page.getByText('不能恢复').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '作废密钥' }).click();
    await page.getByText('密钥已作废。').waitFor();
    await expect.poll(async () => (await limit())[0], { timeout: 10_000 }).toBe(401);
  });
});
