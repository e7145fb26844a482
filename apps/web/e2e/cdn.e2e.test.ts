import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withdrawArticle } from '@zhanqun/articles/server';
import { operatorContext } from '@zhanqun/deployment/server';
import { renewSite, TAGS } from '@zhanqun/publishing/server';
import { atSite } from '@zhanqun/tenancy/server';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { purgeKeyOf } from '../server/cdn-headers.server';
import type { PurgeMessage } from '../server/cdn-purge.server';
import { ask } from './ask';
import { type CityDesk, openCityDesk } from './city-desk';
import { type RunningServer, startServer } from './global-setup';

const TOKEN = 'the token of the cache in front';

let dataDir = '';
let server: RunningServer;
let desk: CityDesk;
/** What the cache in front was told, and who waits to hear. */
const heard: PurgeMessage[] = [];
let wake: () => void = () => undefined;
let mayFail = 0;
/** What was told and not heard. */
const refused: PurgeMessage[] = [];
const cache = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const isRefused = mayFail-- > 0 || request.headers.authorization !== `Bearer ${TOKEN}`;
  (isRefused ? refused : heard).push(JSON.parse(text));
  response.writeHead(isRefused ? 503 : 204).end();
  wake();
});

async function until<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

const behindCache = () => ({
  // The same after a restart, else pages and what the cache knows of them would be of another build.
  PUBLIC_PORT: '8080',
  CDN: 'on',
  CDN_PURGE_URL: `http://127.0.0.1:${(cache.address() as AddressInfo).port}/purge`,
  CDN_PURGE_TOKEN: TOKEN,
});

beforeAll(async () => {
  await new Promise<void>((resolve) => cache.listen(0, '127.0.0.1', resolve));
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-cdn-'));
  const from = inject('cityFolder');
  cpSync(from, dataDir, { recursive: true, filter: (source) => !source.startsWith(path.join(from, 'run')) });
  server = await startServer(dataDir, behindCache());
  desk = await openCityDesk(dataDir, server.port);
});
afterAll(async () => {
  await desk?.close();
  await server?.stop();
  cache.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const home = () => ask('localhost', '/', { port: server.port });
const portal = () => atSite(operatorContext(desk.deployment), desk.site(''));

it('a kept page tells a cache in front its keys and how long it may be kept; others go on asking here', async () => {
  await home();
  const { headers } = await home();
  const keys = String(headers['surrogate-key']).split(' ');
  expect(keys).toContain(purgeKeyOf(TAGS.site(portal().site.id)));
  expect(keys).toContain(purgeKeyOf(TAGS.page(portal().site.id, '/')));
  expect(String(headers['surrogate-key']).length).toBeLessThanOrEqual(8_000);
  expect(headers['surrogate-control']).toBe('max-age=86400, stale-while-revalidate=30');
  expect(headers['cdn-cache-control']).toBe(headers['surrogate-control']);
  expect(headers['cache-control']).toBe('no-cache');
});

it('what changed is told by key and by address, again until it is heard, and nobody waits for it', async () => {
  await home();
  mayFail = 1;
  await renewSite(portal());
  const key = purgeKeyOf(TAGS.site(portal().site.id));
  const message = await until(() => heard.find(({ keys }) => keys.includes(key)));
  expect(message.urls).toContain('http://localhost:8080/');
  expect(message.takesAway).toBe(false);
  expect((await home()).status).toBe(200);
});

it('a withdrawal is told as one', async () => {
  const id = await desk.publish('', 'tonggao', { title: '很快又撤下的一条', body: '<p>正文。</p>' });
  await withdrawArticle(portal(), { articleId: id, reason: '内容有误' });
  const key = purgeKeyOf(TAGS.article(portal().site.id, id));
  expect(await until(() => heard.find(({ keys, takesAway }) => takesAway && keys.includes(key)))).toBeDefined();
});

it('what was not heard before the process was killed is told by the next, and what was heard is not told as everything', async () => {
  const id = await desk.publish('', 'tonggao', { title: '撤下时进程被杀的一条', body: '<p>正文。</p>' });
  const key = purgeKeyOf(TAGS.article(portal().site.id, id));
  await until(() => heard.find(({ keys }) => keys.includes(key)));
  mayFail = Number.POSITIVE_INFINITY;
  await withdrawArticle(portal(), { articleId: id, reason: '内容有误' });
  await until(() => refused.find(({ keys, takesAway }) => takesAway && keys.includes(key)));
  await desk.close();
  const ended = new Promise((resolve) => server.process.once('exit', resolve));
  server.process.kill('SIGKILL');
  await ended;
  mayFail = 0;
  heard.length = 0;
  server = await startServer(dataDir, behindCache());
  desk = await openCityDesk(dataDir, server.port);
  expect(await until(() => heard.find(({ keys, takesAway }) => takesAway && keys.includes(key)))).toBeDefined();
  expect(heard.filter(({ all }) => all)).toEqual([]);
});
