import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PUBLIC_HEADERS } from '../server/policy.server';
import { ask as askAt, type Question } from './ask';
import { city } from './city';
import { startServer } from './global-setup';
import { type Nginx, startNginx } from './nginx';

const root = mkdtempSync(path.join(tmpdir(), 'zhanqun-pages-'));
const tree = path.join(root, 'build/tree');
/** No date of a file: what the store makes of a page's content. */
const CONTENT_NUMBER = 0x7abc_def0;
const FILED = '<!doctype html><title>文件</title><p>由 nginx 直接发出。</p>';
let nginx: Nginx;

function file(name: string, text: string): void {
  const place = path.join(tree, name);
  mkdirSync(path.dirname(place), { recursive: true });
  for (const [at, bytes] of [
    [`${place}.gz`, gzipSync(text)],
    [place, Buffer.from(text)],
  ] as const) {
    writeFileSync(at, bytes);
    utimesSync(at, CONTENT_NUMBER, CONTENT_NUMBER);
  }
}

beforeAll(async () => {
  file('localhost/index.html', FILED);
  file('localhost/c/filed/index.html', FILED);
  file('localhost/a/filed.html', FILED);
  file('localhost/rss.xml', '<rss/>');
  file('localhost/atom.xml', '<feed/>');
  file('localhost/feed.json', '{}');
  file('localhost/sitemap.xml', '<urlset/>');
  file('localhost/banner.svg', '<svg/>');
  file('localhost/theme/0123.css', 'p{}');
  file('console.localhost/.secret.html', 'KEPT-BACK');
  writeFileSync(path.join(root, 'outside.html'), 'KEPT-BACK');
  writeFileSync(path.join(root, 'build/outside.html'), 'KEPT-BACK');
  symlinkSync('build/tree', path.join(root, 'current'));
  nginx = await startNginx({ processes: [city().port], pages: path.join(root, 'current') });
});
afterAll(async () => {
  await nginx?.stop();
  rmSync(root, { recursive: true, force: true });
});

const ask = (rest: string, question: Question = {}, host = 'localhost') =>
  askAt(`${host}:${nginx.port}`, rest, { ...question, port: nginx.port });
/** An answer of a process has a request id; one from a file has none. */
const fromFile = async (rest: string, question?: Question, host?: string) => {
  const answer = await ask(rest, question, host);
  return answer.headers['x-request-id'] === undefined && answer.headers['content-security-policy'] !== undefined;
};

/** The answer's bytes to a request exactly as written. */
function raw(request: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(nginx.port, '127.0.0.1', () => socket.write(request));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('error', reject);
    socket.once('close', () => resolve(Buffer.concat(chunks)));
  });
}

describe('nginx with a published page on the disk', () => {
  it('sends it itself, with every header a public page carries and no date', async () => {
    const answer = await ask('/');
    expect(answer).toMatchObject({ status: 200, text: FILED });
    for (const [name, value] of Object.entries(PUBLIC_HEADERS)) expect(answer.headers[name.toLowerCase()]).toBe(value);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'Accept-Encoding',
      etag: `"${CONTENT_NUMBER.toString(16)}-${Buffer.byteLength(FILED).toString(16)}"`,
    });
    for (const name of ['last-modified', 'accept-ranges', 'x-request-id', 'expires'])
      expect(answer.headers).not.toHaveProperty(name);
  });

  it.each([
    ['/c/filed/', 'text/html; charset=utf-8', 'no-cache'],
    ['/a/filed.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/rss.xml', 'application/rss+xml; charset=utf-8', 'no-cache'],
    ['/atom.xml', 'application/atom+xml; charset=utf-8', 'no-cache'],
    ['/feed.json', 'application/feed+json; charset=utf-8', 'no-cache'],
    ['/sitemap.xml', 'application/xml; charset=utf-8', 'no-cache'],
    ['/banner.svg', 'image/svg+xml', 'public, max-age=86400'],
    ['/theme/0123.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('sends %s as %s', async (rest, type, cacheControl) => {
    expect(await fromFile(rest)).toBe(true);
    expect((await ask(rest)).headers).toMatchObject({ 'content-type': type, 'cache-control': cacheControl });
  });

  it('sends the packed bytes to whom they are welcome, with a tag of their own', async () => {
    const packed = await raw('GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n');
    const [head = '', ...rest] = packed.toString('latin1').split('\r\n\r\n');
    expect(head).toContain('Content-Encoding: gzip');
    expect(head).toContain('Vary: Accept-Encoding');
    expect(gunzipSync(Buffer.from(rest.join('\r\n\r\n'), 'latin1')).toString()).toBe(FILED);
    const plain = await ask('/', { headers: { 'Accept-Encoding': 'gzip;q=0, identity' } });
    expect(plain.text).toBe(FILED);
    expect(head).not.toContain(String(plain.headers.etag));
  });

  it('answers 304 to its tag, and never to a date', async () => {
    const { headers } = await ask('/');
    const again = await ask('/', { headers: { 'If-None-Match': String(headers.etag) } });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect(again.headers['cache-control']).toBe('no-cache');
    const date = await ask('/', { headers: { 'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT' } });
    expect(date.status).toBe(200);
  });

  it('does not look at a query, nor at ranges', async () => {
    expect(await fromFile('/?utm_source=wechat')).toBe(true);
    expect(await ask('/', { headers: { Range: 'bytes=0-3,5-' } })).toMatchObject({ status: 200, text: FILED });
    expect(await fromFile('/', { method: 'HEAD' })).toBe(true);
  });

  it('asks a process for the page as soon as the file is taken away', async () => {
    file('localhost/a/taken.html', FILED);
    expect(await fromFile('/a/taken.html')).toBe(true);
    rmSync(path.join(tree, 'localhost/a/taken.html'));
    const after = await ask('/a/taken.html');
    expect(after.status).toBe(404);
    expect(after.headers).toHaveProperty('x-request-id');
  });
});

describe('nginx leaves to the processes', () => {
  it.each([
    '/c/filed',
    '/index.html',
    '/c/filed/index.html',
    '/a/filed.html.gz',
    '/a/filed.html/',
    '/search?q=x',
    '/?_routes=root',
    '/?a=1&_routes=root',
    '/%61/filed.html',
    '/a%2ffiled.html',
    '/a//filed.html',
    '//localhost/index.html',
    '/a/./filed.html',
    '/c/../a/filed.html',
    '/healthz',
    '/readyz',
    '/assets/none.js',
    '/assets/../index.html',
  ])('%s', async (rest) => {
    expect((await ask(rest)).headers, rest).toHaveProperty('x-request-id');
  });

  it('what is no GET or HEAD', async () => {
    const answer = await ask('/', { method: 'POST', body: 'x=1' });
    expect(answer).toMatchObject({ status: 405, text: '这个网址不接受提交。' });
  });

  it('every other host, the console among them', async () => {
    expect(await ask('/', {}, 'nobody.example')).toMatchObject({
      status: 404,
      text: '这个地址没有网站。请检查网址是否正确。',
    });
    const signIn = await ask('/console/sign-in', {}, 'console.localhost');
    expect(signIn.text).toContain('登录');
    expect(signIn.headers).toHaveProperty('x-request-id');
    for (const host of ['_', '.', 'tree', '[::1]', 'localhost.']) {
      const answer = await ask('/localhost/index.html', {}, host);
      expect(answer.text, host).not.toBe(FILED);
    }
  });

  it.each(['/../outside.html', '/../../outside.html', '/..%2foutside.html', '/%2e%2e%2foutside.html', '/.secret.html'])(
    'nothing outside the tree nor hidden in it: %s',
    async (rest) => {
      for (const host of ['localhost', 'console.localhost', '..', 'x/../localhost']) {
        const answer = (await raw(`GET ${rest} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toString();
        expect(answer).toMatch(/^HTTP\/1\.1 (400|404)/);
        expect(answer).not.toMatch(/KEPT-BACK/);
      }
    },
  );
});

/** What the line itself adds to an answer. */
const OF_THE_LINE = ['date', 'connection', 'keep-alive', 'server', 'x-request-id'];
const headersOf = ({ headers }: { headers: object }) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_LINE.includes(name)));

describe('a page that a process has published', () => {
  it('is the same from nginx and from the process: bytes, headers, tags and what is unchanged', async () => {
    const port = city().port;
    // Behind this one is nobody: what it answers with 200 is a file.
    const files = await startNginx({ processes: [1], pages: path.join(city().dataDir, 'pages/current') });
    const home = await askAt('localhost', '/', { port });
    const first = (pattern: RegExp) => pattern.exec(home.text)?.[1] ?? '';
    const pages = [
      '/',
      first(/href="(\/c\/[\w-]+\/)"/),
      first(/href="(\/a\/\w+\.html)"/),
      first(/href="(\/theme\/\w+\.css)"/),
      '/sitemap.html',
      '/sitemap.xml',
      '/robots.txt',
      '/rss.xml',
      '/atom.xml',
      '/feed.json',
      '/banner.svg',
      '/favicon.svg',
    ];
    for (const page of pages) {
      const fromNode = (headers: Record<string, string>) => askAt('localhost', page, { port, headers });
      const fromNginx = (headers: Record<string, string>) => askAt('localhost', page, { port: files.port, headers });
      expect((await fromNode({})).status, page).toBe(200);
      await expect.poll(async () => (await fromNginx({})).status, { message: page }).toBe(200);
      for (const encoding of ['identity', 'gzip']) {
        const ours = await fromNode({ 'Accept-Encoding': encoding });
        const its = await fromNginx({ 'Accept-Encoding': encoding });
        expect(headersOf(its), page).toEqual(headersOf(ours));
        expect(its.text).toBe(ours.text);
        const tag = { 'Accept-Encoding': encoding, 'If-None-Match': String(ours.headers.etag) };
        for (const again of [await fromNode(tag), await fromNginx(tag)]) {
          expect(again.status, page).toBe(304);
        }
        expect(headersOf(await fromNginx(tag)), page).toEqual(headersOf(await fromNode(tag)));
      }
    }
    await files.stop();
  });
});

describe('nginx where every site is a path of one address', () => {
  it('sends the pages of portal, county and town from their files, and leaves the console to the process', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-paths-'));
    cpSync(inject('cityFolder'), dataDir, { recursive: true });
    const server = await startServer(dataDir, { ADDRESSING: 'path', BASE_DOMAIN: '127.0.0.1' });
    const files = await startNginx({ processes: [server.port], pages: path.join(dataDir, 'pages/current') });
    const at = (rest: string) => askAt(`127.0.0.1:${server.port}`, rest, { port: files.port });
    for (const [rest, name] of [
      ['/', '赣州市'],
      ['/zhanggong/', '章贡区'],
      ['/nankang/tangjiang/', '唐江镇'],
      ['/nankang/tangjiang/c/xinwen/', '唐江镇'],
    ] as const) {
      const rendered = await at(rest);
      expect(rendered).toMatchObject({ status: 200, text: expect.stringContaining(name) });
      await expect.poll(async () => (await at(rest)).headers['x-request-id'], { message: rest }).toBeUndefined();
      expect((await at(rest)).text).toBe(rendered.text);
    }
    const door = await at('/console/sign-in');
    expect([door.status, door.headers['x-request-id'] === undefined]).toEqual([200, false]);
    await files.stop();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
});

describe('nginx before the processes', () => {
  it('sends scripts and style sheets from the disk, packed and for good', async () => {
    const page = await ask('/console/sign-in', {}, 'console.localhost');
    const asset = /\/assets\/[\w.-]+\.js/.exec(page.text)?.[0] ?? '';
    const answer = await ask(asset, { headers: { 'Accept-Encoding': 'gzip' } }, 'console.localhost');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    });
    expect(answer.headers).not.toHaveProperty('x-request-id');
  });

  it('takes in the largest attachment and refuses more with a sentence', async () => {
    const send = (megabytes: number) =>
      ask(
        '/console/sites/nowhere/files',
        { method: 'POST', body: 'x'.repeat(megabytes * 1024 * 1024) },
        'console.localhost',
      );
    expect((await send(52)).headers).toHaveProperty('x-request-id');
    expect(await send(54)).toMatchObject({ status: 413, text: '提交的内容太大，最多 50 MB。\n' });
  });

  it('says that nobody is there in a sentence, with a time to come back, and goes on with what is on the disk', async () => {
    const alone = await startNginx({ processes: [1], pages: path.join(root, 'current') });
    const at = (rest: string) => askAt('localhost', rest, { port: alone.port });
    expect(await at('/')).toMatchObject({ status: 200, text: FILED });
    const missed = await at('/a/none.html');
    expect(missed).toMatchObject({ status: 503, text: '系统正在启动或维护，请稍后再试。\n' });
    expect(missed.headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' });
    await alone.stop();
  });
});
