import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { cdnHeadersOf, purgeKeyOf } from './cdn-headers.server';
import { CdnPosition } from './cdn-position.server';
import { CdnPurge, type PurgeMessage } from './cdn-purge.server';

let server: Server | undefined;
afterEach(() => server?.close());

/** A cache in front that answers purges with these states in turn, then with 200. */
async function cache(...states: number[]) {
  const heard: { authorization: string | undefined; message: PurgeMessage; status: number }[] = [];
  let wake = () => undefined as undefined;
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const status = states.shift() ?? 200;
    heard.push({ authorization: request.headers.authorization, message: JSON.parse(text), status });
    response.writeHead(status).end();
    wake();
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const faults: unknown[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/purge`;
  const of = (position?: CdnPosition) => ({
    purge: new CdnPurge({
      url,
      token: 'secret',
      onFault: (error) => faults.push(error),
      firstRetryMs: 5,
      ...(position ? { position } : {}),
    }),
  });
  const until = async (isEnough: () => boolean) => {
    while (!isEnough()) {
      await new Promise<void>((resolve) => {
        wake = () => {
          resolve();
          return undefined;
        };
      });
    }
  };
  return { heard, faults, until, of, ...of() };
}

const messages = (heard: { message: PurgeMessage }[]) => heard.map(({ message }) => message);

describe('a cache in front', () => {
  it('is told by key what changed and by address what is over, together and once', async () => {
    const { heard, purge, until } = await cache();
    purge.forget({ tags: ['site:1', 'home:1'], takesAway: false });
    purge.forget({ tags: ['site:1'], urls: ['http://a.test/'], takesAway: true });
    await until(() => heard.length > 0);
    await purge.stop();
    expect(heard).toEqual([
      {
        authorization: 'Bearer secret',
        status: 200,
        message: { keys: [purgeKeyOf('site:1'), purgeKeyOf('home:1')], urls: ['http://a.test/'], takesAway: true },
      },
    ]);
  });

  it('is told again until it has heard, with what came meanwhile', async () => {
    const { heard, faults, purge, until } = await cache(503, 500);
    purge.forget({ tags: ['a'], takesAway: true });
    await until(() => heard.length === 1);
    purge.forget({ tags: ['b'], takesAway: false });
    await until(() => heard.some(({ status }) => status === 200));
    await purge.stop();
    const told = heard.filter(({ status }) => status === 200).flatMap(({ message }) => message.keys);
    expect(told.sort()).toEqual([purgeKeyOf('a'), purgeKeyOf('b')].sort());
    expect(heard.every(({ message }) => message.takesAway)).toBe(true);
    expect(faults).toHaveLength(2);
  });

  it('is told of very much in portions, and of more than that in one word', async () => {
    const { heard, purge } = await cache();
    purge.forget({ tags: Array.from({ length: 600 }, (_, n) => `site:${n}`), takesAway: false });
    await purge.stop();
    expect(messages(heard).map(({ keys }) => keys.length)).toEqual([250, 250, 100]);
    const other = await cache();
    other.purge.forget({ tags: Array.from({ length: 50_001 }, (_, n) => `site:${n}`), takesAway: false });
    await other.purge.stop();
    expect(messages(other.heard)).toEqual([{ keys: [], urls: [], takesAway: false, all: true }]);
  });

  it('that is not there holds up nobody, not even the end of the process', async () => {
    const { faults, purge } = await cache();
    server?.close();
    purge.forget({ tags: ['a'], takesAway: false });
    await purge.stop();
    expect(faults).toHaveLength(1);
  });
});

describe('a kept page', () => {
  it('names what it depends on, its site and itself first, and is the cache’s until that changes', () => {
    const headers = cdnHeadersOf({ tags: ['site:1', 'place:1', 'page:1/'] }, 86_400);
    expect(headers['Surrogate-Key']).toBe(['site:1', 'place:1', 'page:1/'].map(purgeKeyOf).join(' '));
    expect(headers['Surrogate-Control']).toBe('max-age=86400, stale-while-revalidate=30');
    expect(headers['CDN-Cache-Control']).toBe(headers['Surrogate-Control']);
  });

  it('that time changes, or that depends on more than 8 KB of keys, is asked for each time', () => {
    expect(cdnHeadersOf({ tags: ['site:1'], expires: 1 }, 86_400)['CDN-Cache-Control']).toBe('max-age=0');
    const many = cdnHeadersOf({ tags: Array.from({ length: 1_000 }, (_, n) => `article:1/${n}`) }, 86_400);
    expect(Buffer.byteLength(many['Surrogate-Key'] ?? '')).toBeLessThanOrEqual(8_000);
    expect(many['CDN-Cache-Control']).toBe('max-age=0');
  });
});

describe('what a process could not tell before its end', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'told-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'told.json');
  const never = async () => false;
  const positionOf = (cacheName = 'cache build') => new CdnPosition(file, cacheName);

  it('is told by the next from the position up to which the cache has heard', async () => {
    rmSync(file, { force: true });
    const first = await cache(200, 200, 503);
    const { purge } = first.of(positionOf());
    expect(await purge.open('100', never)).toBe('100');
    await expect.poll(() => positionOf().read(), { interval: 5 }).toBe('100');
    expect(messages(first.heard)).toEqual([{ keys: [], urls: [], takesAway: true, all: true }]);
    purge.forget({ tags: ['heard'], takesAway: false });
    purge.reached('110');
    await expect.poll(() => positionOf().read(), { interval: 5 }).toBe('110');
    purge.forget({ tags: ['unheard'], takesAway: false });
    purge.reached('120');
    await first.until(() => first.heard.length === 3);
    const next = (await cache()).of(positionOf());
    expect(await next.purge.open('130', never)).toBe('110');
    await purge.stop();
  });

  it('is told as everything, when nobody knows what the cache has or more happened than can be named', async () => {
    const opened = async (cacheName: string, present: string, isFar = false) => {
      positionOf().write('110');
      const { of, heard } = await cache();
      const { purge } = of(positionOf(cacheName));
      const since = await purge.open(present, async () => isFar);
      await purge.stop();
      return [since, messages(heard).map(({ all }) => all)];
    };
    expect(await opened('cache build', '130')).toEqual(['110', []]);
    expect(await opened('cache next-build', '130')).toEqual(['130', [true]]);
    expect(await opened('cache build', '100')).toEqual(['100', [true]]);
    expect(await opened('cache build', '130', true)).toEqual(['130', [true]]);
  });
});
