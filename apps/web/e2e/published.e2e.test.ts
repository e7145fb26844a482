import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withdrawArticle } from '@zhanqun/articles/server';
import { operatorContext } from '@zhanqun/deployment/server';
import { atSite } from '@zhanqun/tenancy/server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ask as askAt, type Question } from './ask';
import { type CityDesk, openCityDesk } from './city-desk';
import { type RunningServer, startServer } from './global-setup';

/** A server of its own: these tests look at its files and kill it. */
let dataDir = '';
let server: RunningServer;
let desk: CityDesk;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-published-'));
  cpSync(inject('cityFolder'), dataDir, { recursive: true });
  await begin();
});
afterAll(async () => {
  await desk?.close();
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function begin(): Promise<void> {
  // Addresses of pages carry the public port: with another one they would be other pages.
  server = await startServer(dataDir, { PUBLIC_PORT: '3999' });
  desk = await openCityDesk(dataDir, server.port);
}

const HOST = 'zhanggong.localhost';
const ask = (rest: string, question: Question = {}, host = HOST) =>
  askAt(host, rest, { port: server.port, ...question });
const tree = () => path.join(dataDir, 'pages/current');
const fileOf = (rest: string, host = HOST) => path.join(tree(), host, rest);

/** Every page kept as a file, by host and path. */
function kept(): string[] {
  return readdirSync(tree(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(gz|br)$/.test(entry.name))
    .map((entry) => path.relative(tree(), path.join(entry.parentPath, entry.name)))
    .sort();
}

async function appears(file: string): Promise<void> {
  await expect.poll(() => existsSync(file), { timeout: 5_000, interval: 20 }).toBe(true);
}

/** Raw bytes on the line, for what no client would send; everything that came back. */
function send(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.end(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.on('error', reject);
  });
}

describe('a published page', () => {
  it('is the same bytes the second time, from memory and as a file, and says when a client has it', async () => {
    const first = await ask('/');
    const second = await ask('/');
    expect([first.status, second.text === first.text, second.headers.etag]).toEqual([200, true, first.headers.etag]);
    await appears(fileOf('index.html'));
    expect(readFileSync(fileOf('index.html'), 'utf8')).toBe(first.text);
    const again = await ask('/', { headers: { 'If-None-Match': String(first.headers.etag) } });
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', first.headers.etag]);
    const weak = await ask('/', { headers: { 'If-None-Match': `"other", W/${first.headers.etag}` } });
    expect(weak.status).toBe(304);
    const head = await ask('/', { method: 'HEAD' });
    expect([head.status, head.text, head.headers['content-length']]).toEqual([
      200,
      '',
      first.headers['content-length'],
    ]);
  });

  it('shows what was published beside the server within a second, and nothing withdrawn after one', async () => {
    const before = await ask('/c/yaowen/');
    const id = await desk.publish('zhanggong', 'yaowen', { title: '刚刚发布的一条要闻', body: '<p>正文。</p>' });
    await expect
      .poll(async () => (await ask('/c/yaowen/')).text.includes('刚刚发布的一条要闻'), { timeout: 1_000, interval: 20 })
      .toBe(true);
    expect(before.text).not.toContain('刚刚发布的一条要闻');
    const address = `/a/${id}.html`;
    expect((await ask(address)).status).toBe(200);
    await appears(fileOf(`a/${id}.html`));
    const context = atSite(operatorContext(desk.deployment), desk.site('zhanggong'));
    await withdrawArticle(context, { articleId: id, reason: '内容有误' });
    await expect.poll(async () => (await ask(address)).status, { timeout: 1_000, interval: 20 }).toBe(404);
    expect(existsSync(fileOf(`a/${id}.html`))).toBe(false);
    expect((await ask('/c/yaowen/')).text).not.toContain('刚刚发布的一条要闻');
  });

  it('survives kill -9: the next start serves it from its file, but not when it changed meanwhile', async () => {
    const home = await ask('/', {}, 'localhost');
    const column = await ask('/c/tonggao/');
    await appears(fileOf('index.html', 'localhost'));
    await appears(fileOf('c/tonggao/index.html'));
    await desk.close();
    server.process.kill('SIGKILL');
    await new Promise((resolve) => server.process.once('exit', resolve));
    // The command line writes while no server runs.
    const alone = await openCityDesk(dataDir, server.port);
    await alone.publish('zhanggong', 'tonggao', { title: '停机期间发布的通知', body: '<p>正文。</p>' });
    await alone.close();
    await begin();
    expect((await ask('/c/tonggao/')).text).toContain('停机期间发布的通知');
    expect(column.text).not.toContain('停机期间发布的通知');
    expect((await ask('/', {}, 'localhost')).text).toBe(home.text);
  });
});

describe('absurd requests', () => {
  it('make no page more: unknown parameters, hosts, paths and headers', async () => {
    const { text } = await ask('/');
    await appears(fileOf('index.html'));
    const before = kept();
    const same = await Promise.all(
      ['/?utm_source=x', '/?', '/?a=1&a=2', `/?${'x'.repeat(1_500)}`, '/?q=%E4%B8'].map(
        async (rest) => (await ask(rest)).text,
      ),
    );
    expect(same.every((one) => one === text)).toBe(true);
    const strange = [
      '/a/../../etc/passwd',
      '/..%2f..%2fetc/passwd',
      '/a/%00.html',
      '/.htaccess',
      '/index.html',
      '/index.html.gz',
      '/c/yaowen/p999999.html',
      '/c/yaowen/p01.html',
      '/c/yaowen/p1.html.br',
      '/a/000000000000000000.html',
      '/landscape/0123456789abcdefgh.svg',
      `/a/${'x'.repeat(1_000)}.html`,
      '/%E4%B8%AD%E6%96%87',
      '//zhanggong.localhost/',
      '/c/yaowen/rss.xml/more',
      '/c/yaowen/RSS.xml',
      '/c/yaowen//',
      '/sitemap.html/',
      '/sitemap.html///',
      '/a/../robots.txt',
      '/robots.txt#1',
      '/sitemap/site',
    ];
    for (const rest of strange) expect([301, 400, 404], rest).toContain((await ask(rest)).status);
    // An older page may still ask for an older look: it gets the present one, which is kept under its own name only.
    expect((await ask('/theme/0000.css')).status).toBe(200);
    for (const host of ['', 'x'.repeat(300), 'zhanggong.localhost/../x', 'a b', '[::1', '..', 'localhost\u00e9']) {
      const answer = await send(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(answer, host).toMatch(/^HTTP\/1\.1 (400|404)/);
    }
    expect(kept()).toEqual(before);
  });

  it('get the whole page, in an encoding they named: absurd ranges and encodings', async () => {
    const { text } = await ask('/');
    for (const range of [
      'bytes=0-0',
      'bytes=-1',
      'bytes=9-1',
      'bytes=0-999999999999999999999',
      'pages=1-2',
      'x'.repeat(500),
    ]) {
      const answer = await ask('/', { headers: { Range: range } });
      expect([answer.status, answer.text === text], range).toEqual([200, true]);
    }
    const chosen = async (accepted: string) =>
      (await ask('/', { headers: { 'Accept-Encoding': accepted } })).headers['content-encoding'];
    expect(await chosen('br')).toBe('br');
    expect(await chosen('gzip, br;q=0')).toBe('gzip');
    expect(await chosen('BR')).toBe('br');
    for (const absurd of ['zstd', 'br;q=0', ';;;,,,', 'gzipbr', 'x'.repeat(4_000)])
      expect(await chosen(absurd)).toBeUndefined();
    for (let i = 0; i < 300; i += 1) await ask('/', { headers: { 'Accept-Encoding': `x${i}, gzip` } });
    expect(await chosen('br, gzip')).toBe('br');
  });

  it('do not cross sites, whatever the host header joins with the path', async () => {
    const portal = await ask('/', {}, 'localhost');
    const town = await ask('/');
    expect(portal.text).not.toBe(town.text);
    const joined = await send(`GET /x HTTP/1.1\r\nHost: zhanggong.localhost/c/yaowen\r\nConnection: close\r\n\r\n`);
    expect(joined).toMatch(/^HTTP\/1\.1 (400|404)/);
    const forwarded = await ask('/', { headers: { 'X-Forwarded-Host': 'localhost' } });
    expect(forwarded.text).toBe(town.text);
  });
});
