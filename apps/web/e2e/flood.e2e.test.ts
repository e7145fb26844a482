import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { operatorContext } from '@zhanqun/deployment/server';
import { editSiteInput } from '@zhanqun/sites/schema';
import { editSite } from '@zhanqun/sites/server';
import { atSite, readSite } from '@zhanqun/tenancy/server';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Answer, ask } from './ask';
import { openCityDesk } from './city-desk';
import { type RunningServer, startServer } from './global-setup';

let dataDir = '';
let server: RunningServer;

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-flood-'));
  const from = inject('cityFolder');
  cpSync(from, dataDir, { recursive: true, filter: (source) => !source.startsWith(path.join(from, 'run')) });
  server = await startServer(dataDir, { TRUSTED_PROXIES: 'loopback' });
});
afterAll(async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What a visitor at this network address is answered. */
const visit = (from: string, rest: string): Promise<Answer> =>
  ask('localhost', rest, { port: server.port, headers: { 'X-Forwarded-For': from } });

/** All files of pages, of every host. */
const kept = () =>
  readdirSync(path.join(dataDir, 'pages/current'), { recursive: true })
    .map(String)
    .filter((name) => /\.[a-z]+$/.test(name))
    .sort();

const FLOOD = '203.0.113.7';
const MISSING = [(n: number) => `/a/typed${n}.html`, (n: number) => `/typed${n}.php`, (n: number) => `/c/typed${n}/`];

/** Asks for one missing address after another, several at a time, until held back. */
async function flood(): Promise<{ missing: Answer[]; heldBack: Answer }> {
  const missing: Answer[] = [];
  for (let n = 0; n < 2_000; n += MISSING.length) {
    const answers = await Promise.all(MISSING.map((addressOf) => visit(FLOOD, addressOf(n))));
    for (const answer of answers) if (answer.status !== 429) missing.push(answer);
    const heldBack = answers.find(({ status }) => status === 429);
    if (heldBack) return { missing, heldBack };
  }
  throw new Error('Nobody held the flood back.');
}

it('a flood of addresses that are no pages is held back, while everybody else and every published page go on', async () => {
  expect((await visit(FLOOD, '/')).status).toBe(200);
  await expect.poll(kept).toContain('localhost/index.html');
  const before = kept();
  const { missing, heldBack } = await flood();
  // 600 a minute; a flood that meets the turn of a minute has two.
  expect(missing.length).toBeGreaterThanOrEqual(600 - MISSING.length);
  expect(missing.filter(({ status, text }) => status !== 404 || /typed\d/.test(text))).toEqual([]);
  expect([heldBack.text, heldBack.headers['retry-after'], heldBack.headers['cache-control']]).toEqual([
    '您的访问太频繁，请一分钟后再试。',
    '60',
    'no-store',
  ]);
  const [own, other, otherMissing] = await Promise.all([
    visit(FLOOD, '/'),
    visit('203.0.113.8', '/c/tonggao/'),
    visit('203.0.113.8', '/a/typed.html'),
  ]);
  expect([own.status, other.status, otherMissing.status]).toEqual([200, 200, 404]);
  await expect.poll(kept).toContain('localhost/c/tonggao/index.html');
  // Of all that was asked for, only the published page was kept.
  expect(kept().filter((name) => !before.includes(name) && !name.startsWith('localhost/c/tonggao/'))).toEqual([]);
});

it('that an address is missing says each site for itself, in the same words for all its addresses, and as the site is now', async () => {
  const desk = await openCityDesk(dataDir, server.port);
  try {
    const context = atSite(operatorContext(desk.deployment), desk.site('zhanggong'));
    const { host } = desk.deployment.directory.placeOf(desk.site('zhanggong'));
    const missing = (rest: string, at = host) =>
      ask(at, rest, { port: server.port, headers: { 'X-Forwarded-For': '203.0.113.9' } });
    const [first, ...others] = await Promise.all(
      ['/a/one.html', '/two.php', '/c/three/', '/a/four.html'].map((rest) => missing(rest)),
    );
    expect([first?.status, first?.text.includes('章贡')]).toEqual([404, true]);
    expect(others.filter(({ status, text }) => status !== 404 || text !== first?.text)).toEqual([]);
    expect((await missing('/a/one.html', 'localhost')).text).not.toBe(first?.text);
    const facts = await readSite(context, (tx) => tx.site.findUniqueOrThrow({ where: { id: context.site.id } }));
    await editSite(context, editSiteInput.parse({ ...facts, contactPhone: '0797-7654321' }));
    await expect
      .poll(async () => (await missing('/a/five.html')).text.includes('0797-7654321'), { timeout: 1_000, interval: 20 })
      .toBe(true);
    expect((await missing('/two.php')).text).toContain('0797-7654321');
  } finally {
    await desk.close();
  }
});
