import { EXAMPLE_SECRET } from '@zhanqun/deployment/server';
import { freePort } from '@zhanqun/testing/free-port';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ask as askAt } from './ask';
import { PASSWORD } from './harness';
import { refusalToStart, zhanqun } from './processes';
import { listSites, signIn, useServers } from './servers';

const SECRET = 'a-secret-of-the-tests-that-is-long-enough';
/** A city without counties: 49 sites. */
const CITY = '4604';

const { folder, serve } = useServers();
/** A city of the demonstration; each test leaves it as it was, but for its sessions. */
let demonstration = '';
beforeAll(() => {
  demonstration = folder(inject('cityFolder'));
});

describe('a proxy', () => {
  it('that is trusted says for which host and from where, and no one else does', async () => {
    const server = await serve(demonstration, { TRUSTED_PROXIES: 'loopback', LOG_LEVEL: 'info' });
    const headers = { 'X-Forwarded-Host': 'localhost', 'X-Forwarded-For': '198.51.100.7' };
    expect((await askAt('inside.example', '/', { port: server.port, headers })).status).toBe(200);
    expect((await askAt('inside.example', '/', { port: server.port })).status).toBe(404);
    // Failures are counted by address: one that is locked out leaves the others alone.
    const from = (address: string) => ({
      headers: { 'X-Forwarded-For': address, 'X-Forwarded-Host': `console.localhost:${server.port}` },
    });
    for (let i = 0; i < 5; i++) await signIn(server.port, `nobody-${i}`, 'Wrong-Password-1', from('198.51.100.7'));
    expect((await signIn(server.port, 'office', PASSWORD, from('198.51.100.7'))).status).toBe(429);
    expect((await signIn(server.port, 'office', PASSWORD, from('198.51.100.8'))).status).toBe(302);
    await server.stop();
  });
});

describe('addressing by path', () => {
  it('serves every site and the console under one address, as a bare IP too', async () => {
    const addressing = { ADDRESSING: 'path', BASE_DOMAIN: '127.0.0.1' };
    const server = await serve(demonstration, addressing);
    const page = (rest: string) => askAt(`127.0.0.1:${server.port}`, rest, { port: server.port });
    const portal = await page('/');
    expect(portal).toMatchObject({ status: 200, text: expect.stringContaining('赣州市人民政府') });
    const county = await page('/zhanggong/');
    expect(county).toMatchObject({ status: 200, text: expect.stringContaining('章贡区人民政府') });
    const sites = await listSites(demonstration, { ...addressing, PORT: String(server.port) });
    const town = sites.find((site) => site.level === 'TOWN' && site.urls[0].includes('/zhanggong/'));
    const townPage = await page(new URL(town?.urls[0] ?? '').pathname);
    expect(townPage).toMatchObject({ status: 200, text: expect.stringContaining(town?.name ?? '') });
    expect(await page('/console/sign-in')).toMatchObject({ status: 200, text: expect.stringContaining('登录') });
    expect(new Set(sites.map((site) => site.urls[0])).size).toBe(sites.length);
    await server.stop();
  });
});

describe('production', () => {
  const production = { NODE_ENV: 'production', SECRET_KEY: SECRET };

  it('refuses an empty database, a folder of the demonstration, and no, the example and a short secret', async () => {
    const port = String(await freePort());
    const empty = await refusalToStart({ ...production, DATA_DIR: folder(), PORT: port });
    expect(empty).toContain('pnpm zhanqun init');
    const refusal = await refusalToStart({ ...production, DATA_DIR: demonstration, PORT: port });
    expect(refusal).toContain('有演示账号，不能用于生产环境');
    const secrets = ['', EXAMPLE_SECRET, 'short'];
    const refusals = await Promise.all(
      secrets.map((secret) => refusalToStart({ ...production, SECRET_KEY: secret, DATA_DIR: folder(), PORT: port })),
    );
    for (const refused of refusals) {
      expect(refused.split('\n')).toEqual([expect.stringMatching(/^设置 SECRET_KEY 不对：.+。$/)]);
    }
    const seeded = await zhanqun(['provision', '--city', CITY], { ...production, DATA_DIR: folder() });
    expect(seeded).toMatchObject({ code: 1, output: expect.stringContaining('生产环境不写入演示数据') });
  });

  it('begins with init: a portal without content that says it is being prepared, and one account', async () => {
    const dataDir = folder();
    const env = { ...production, DATA_DIR: dataDir };
    const names = ['--name', '江州市人民政府', '--short', '江州市'];
    const made = await zhanqun(['init', ...names], env);
    expect(made.code, made.output).toBe(0);
    const password = /一次性密码\s+(\S+)/.exec(made.output)?.[1] ?? '';
    const again = await zhanqun(['init', ...names], env);
    expect(again.code).toBe(1);
    expect(again.output).not.toContain('    at ');
    const server = await serve(dataDir, production);
    const portal = await askAt('localhost', '/', { port: server.port });
    expect(portal.status).toBe(503);
    expect(portal.text).toContain('江州市人民政府');
    expect((await signIn(server.port, 'office', password)).status).toBe(302);
    expect((await signIn(server.port, 'office', PASSWORD)).status).not.toBe(302);
    await server.stop();
  });
});

describe('wrong settings', () => {
  it('end the start with a sentence for each and no stack trace', async () => {
    const said = await refusalToStart({ DATA_DIR: folder(), PORT: '99999', ADDRESSING: 'both', LOG_LEVEL: 'loud' });
    expect(said.split('\n')).toHaveLength(3);
    for (const line of said.split('\n')) expect(line).toMatch(/^设置 [A-Z_]+ 的值“.+”不对：.+。$/);
    const address = await refusalToStart({ DATA_DIR: demonstration, HOST: '192.0.2.1', PORT: '3999' });
    expect(address).toContain('设置 HOST 不是本机的地址');
    const database = await refusalToStart({
      DATA_DIR: folder(),
      DATABASE_URL: `postgresql://zhanqun:hunter2-secret@127.0.0.1:${await freePort()}/city`,
    });
    expect(database).toBe('连不上 DATABASE_URL 指向的数据库：连接被拒绝，请检查主机、端口和数据库是否在运行。');
  });
});
