import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { operatorContext } from '@zhanqun/deployment/server';
import { addAddress } from '@zhanqun/sites/server';
import { atSite } from '@zhanqun/tenancy/server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makePreviewToken } from '../server/preview-link.server';
import { type Answer, ask as askAt, type Question } from './ask';
import { type CityDesk, openCityDesk } from './city-desk';
import { type RunningServer, startServer } from './global-setup';
import { findings, scrollsSideways, useBrowser } from './harness';
import { faultsOf } from './public-page';

/** A server of its own: these tests close sites and add addresses. */
let dataDir = '';
let server: RunningServer;
let desk: CityDesk;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-door-'));
  cpSync(inject('cityFolder'), dataDir, { recursive: true });
  server = await startServer(dataDir);
  desk = await openCityDesk(dataDir, server.port);
});
afterAll(async () => {
  await desk?.close();
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const visitor = useBrowser();
const ask = (host: string, rest: string, question: Question = {}) =>
  askAt(host, rest, { port: server.port, ...question });
const urlOf = (host: string, rest: string) => `http://${host}:${server.port}${rest}`;

/** Nothing of the machine's inside in an answer. */
function expectClean(answer: Answer): void {
  expect(answer.text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\/work\/|Error:|prisma|SELECT /i);
}

/** Waits until the server has seen a change made beside it, which it does within a second. */
async function until(question: () => Promise<boolean>): Promise<void> {
  await expect.poll(question, { timeout: 5_000, interval: 100 }).toBe(true);
}

describe('hosts', () => {
  it.each([
    ['upper case', 'ZhangGong.LOCALHOST'],
    ['a trailing dot', 'zhanggong.localhost.'],
    ['a port', 'zhanggong.localhost:8080'],
    ['all of them', 'ZHANGGONG.localhost.:80'],
  ])('knows a site by a host with %s', async (_, host) => {
    const answer = await ask(host, '/');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('章贡区人民政府');
  });

  it.each([
    'unknown.localhost',
    'example.com',
    '中文域名.中国',
    'xn--fiq06l2rdsvs.xn--fiqs8s',
    '[::1]',
    '[::1]:3000',
    '127.0.0.1',
    'zhanggong.localhost.evil.com',
    'zhanggong.localhost:99999999',
    'zhanggong_.localhost',
    'a b',
    '..',
    'x'.repeat(290),
  ])('refuses the host %s without naming a site', async (host) => {
    const answer = await ask(Buffer.from(host).toString('latin1'), '/');
    expect(answer.status).toBe(404);
    expect(answer.text).toBe('这个地址没有网站。请检查网址是否正确。');
  });

  it('serves a site under a Chinese domain, however it is written', async () => {
    const county = desk.site('ningdu');
    await addAddress(atSite(operatorContext(desk.deployment), county), { kind: 'OWN_DOMAIN', value: '宁都政务.中国' });
    const written = new URL('http://宁都政务.中国').hostname;
    await until(async () => (await ask(written, '/')).status === 301);
    for (const host of [written, written.toUpperCase(), `${written}.:80`]) {
      expect((await ask(host, '/c/yaowen/')).headers.location).toBe(urlOf('ningdu.localhost', '/c/yaowen/'));
    }
  });

  it('says nothing but alive and ready under any host', async () => {
    for (const host of ['unknown.example', 'zhanggong.localhost', '[::1]']) {
      expect((await ask(host, '/healthz')).text).toBe('ok');
      expect((await ask(host, '/readyz')).text).toBe('ready');
    }
  });
});

describe('aliases', () => {
  it('lead to the primary address with path and query', async () => {
    const answer = await ask('chongyi-gov.localhost', '/search?q=%E9%80%9A%E7%9F%A5&x=1');
    expect(answer.status).toBe(301);
    expect(answer.headers.location).toBe(urlOf('chongyi.localhost', '/search?q=%E9%80%9A%E7%9F%A5&x=1'));
  });

  it('may be paths, whose slash is added too', async () => {
    const county = desk.site('xinfeng');
    await addAddress(atSite(operatorContext(desk.deployment), county), { kind: 'PATH', value: 'xinfeng-lao' });
    await until(async () => (await ask('localhost', '/xinfeng-lao/c/yaowen/?a=1')).status === 301);
    const answer = await ask('localhost', '/xinfeng-lao/c/yaowen/?a=1');
    expect(answer.headers.location).toBe(urlOf('xinfeng.localhost', '/c/yaowen/?a=1'));
    const slash = await ask('nankang.localhost', '/tangjiang');
    expect([slash.status, slash.headers.location]).toEqual([301, urlOf('nankang.localhost', '/tangjiang/')]);
  });
});

describe('what is not public', () => {
  it.each([
    '/_root.data',
    '/c/yaowen/.data',
    '/sitemap.html.data',
    '/__manifest',
    '/__manifest?p=/console',
    '/?_routes=root',
    '/?%5Froutes=root',
    '/sitemap.html?_routes=routes/console',
    '/console',
    '/console/sites',
    '/console.data',
    '/site-notice',
    '/preview-ended/x',
    '/.env',
    '/assets/../../server/main.js',
    '/assets/nothing.js',
  ])('is not found: %s', async (rest) => {
    for (const [host, base] of [
      ['zhanggong.localhost', ''],
      ['nankang.localhost', '/tangjiang'],
    ] as const) {
      const answer = await ask(host, base + rest);
      expect(answer.status, base + rest).toBe(404);
      expectClean(answer);
      expect(answer.text).not.toContain('站群管理平台');
    }
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is refused everywhere', async (method) => {
    for (const rest of ['/', '/search', '/c/yaowen/', '/nothing']) {
      const answer = await ask('zhanggong.localhost', rest, { method, headers: { 'Content-Length': '0' } });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe('GET, HEAD');
    }
  });

  it('answers HEAD without a body', async () => {
    const answer = await ask('zhanggong.localhost', '/', { method: 'HEAD' });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });
});

describe('absurd addresses', () => {
  it.each([
    '/%63onsole/sign-in',
    '/c%6Fnsole',
    '/_root%2Edata',
    '/%00',
    '/a/%00.html',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%5c%5cevil',
    '//evil.example/',
    '/%E0%A4%A',
    '/%',
    `/${'a'.repeat(3_000)}`,
    `/search?q=${'%E4'.repeat(1_000)}`,
    '/a/../../x.html',
    '/a/zzz.html',
    `/a/${'z'.repeat(18)}.html`,
    '/c/yaowen/p0.html',
    '/c/yaowen/p9999999.html',
    '/c/yaowen/p-1.html',
    '/c/YAOWEN/',
    '/f/000000000000000000/x.pdf',
    '/f/x/y/z',
    '/landscape/..svg',
    '/theme/',
    '/<script>alert(1)</script>',
    "/'%20or%201=1--",
  ])('are refused without a trace of the inside: %s', async (rest) => {
    const answer = await ask('zhanggong.localhost', rest);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expectClean(answer);
    expect(answer.text).not.toContain('<script>alert');
  });

  it('are words to look for when they stand in a search', async () => {
    for (const words of ['<script>alert(1)</script>', "' or 1=1 --", '%', '_', '\\', '%00', '\u{1f34a}']) {
      const answer = await ask('zhanggong.localhost', `/search?q=${encodeURIComponent(words)}`);
      expect(answer.status, words).toBe(200);
      expectClean(answer);
      expect(answer.text).not.toContain('<script>alert');
    }
    expect((await ask('zhanggong.localhost', '/search?q=%FF%FE')).status).toBeLessThan(500);
    expect((await ask('zhanggong.localhost', '/search?q=a%00b')).status).toBeLessThan(500);
  });
});

describe('a site that is not online', () => {
  it('is announced while it is being prepared, and shown whole to who holds a preview', async () => {
    await desk.prepare('shicheng', {
      name: '试点镇人民政府',
      shortName: '试点镇',
      label: 'shidian',
      level: 'TOWN',
      kind: 'CHANNEL',
      blueprintCode: 'town',
    });
    const site = desk.deployment.directory.children(desk.site('shicheng').id).find((one) => one.label === 'shidian');
    if (!site) throw new Error('The new site is not in the directory.');
    const { host } = desk.deployment.directory.placeOf(site);
    await until(async () => (await ask(host, '/')).status === 503);
    const answer = await ask(host, '/c/xinwen/');
    expect(answer.headers['retry-after']).toBe('3600');
    expect(answer.text).toContain('试点镇人民政府');
    expect(answer.text).toContain(urlOf('shicheng.localhost', '/'));

    const token = makePreviewToken(desk.deployment.settings.secretKey, { siteId: site.id }, new Date());
    const shown = await ask(host, `/preview/${token}/`);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('尚未公开');
    expect(shown.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
    const page = await visitor().open({ width: 360, expected: /status of 503/ });
    for (const rest of ['', 'c/xinwen/', 'sitemap.html', 'search']) {
      await page.goto(urlOf(host, `/preview/${token}/${rest}`));
      expect(await faultsOf(page)).toEqual([]);
      expect(await findings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
    }
    await page.goto(urlOf(host, '/'));
    expect(await faultsOf(page)).toEqual([]);
    expect(await findings(page)).toEqual([]);
    const forged = await ask(host, `/preview/${token.slice(0, -2)}xx/`);
    expect(forged.status).toBe(403);
    expect(forged.text).toContain('预览链接已失效');
    const ended = makePreviewToken(
      desk.deployment.settings.secretKey,
      { siteId: site.id },
      new Date(Date.now() - 31 * 60_000),
    );
    expect((await ask(host, `/preview/${ended}/`)).status).toBe(403);
    expect((await ask('zhanggong.localhost', `/preview/${token}/`)).status).toBe(403);
  });

  it('says why and until when, comes back within a second, and is gone when it is closed', async () => {
    const host = 'tyj.localhost';
    expect((await ask(host, '/')).status).toBe(200);
    await desk.move('tyj', 'take-offline', '因系统升级暂停服务，预计十二月一日恢复。');
    await until(async () => (await ask(host, '/')).status === 503);
    const away = await ask(host, '/c/wenjian/');
    expect(away.headers['retry-after']).toBe('3600');
    expect(away.text).toContain('预计十二月一日恢复');
    expect(away.text).toContain('noindex');
    expect((await ask(host, '/c/wenjian/rss.xml')).status).toBe(503);
    await desk.move('tyj', 'return-online');
    await until(async () => (await ask(host, '/')).status === 200);
    await desk.move('tyj', 'close', '职能并入市文化广电旅游局。');
    await until(async () => (await ask(host, '/')).status === 410);
    expect((await ask(host, '/')).text).toContain('职能并入市文化广电旅游局');
    const portal = await ask('localhost', '/subsites.html');
    expect(portal.text).not.toContain('//tyj.localhost');
  });
});
