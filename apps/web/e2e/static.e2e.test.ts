import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withdrawArticle } from '@zhanqun/articles/server';
import { operatorContext } from '@zhanqun/deployment/server';
import { pdfBytes } from '@zhanqun/media/testing';
import { atSite } from '@zhanqun/tenancy/server';
import sirv from 'sirv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksIn } from '../server/static-copy/links';
import { ask } from './ask';
import { city } from './city';
import { type CityDesk, openCityDesk } from './city-desk';
import { run, zhanqun } from './processes';

const TOWN = { code: 'zhanggong-jiefang', host: 'jiefang.zhanggong.localhost' };
const FILE_NAME = '申请表（2026 年）.pdf';
const LIVE = 'https://live.example';

const root = mkdtempSync(path.join(tmpdir(), 'zhanqun-static-'));
const out = path.join(root, 'out');
let desk: CityDesk;
let articleId = '';
let plain: Server;
let firstReport = '';

const environment = () => ({ PORT: String(city().port), DATA_DIR: city().dataDir });
const exported = async (...args: string[]) => {
  const { code, output, stdout } = await zhanqun(['static', '--site', TOWN.code, ...args], environment());
  if (code !== 0) throw new Error(output);
  return stdout;
};
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
const copied = (name: string, folder = out) => path.join(folder, TOWN.host, name);

beforeAll(async () => {
  desk = await openCityDesk(city().dataDir, city().port);
  articleId = await desk.publish(TOWN.code, 'tongzhi', {
    title: '副本里的一条',
    body: '<p>正文。</p>',
    attachment: { name: FILE_NAME, bytes: Buffer.from(pdfBytes()) },
  });
  firstReport = await exported('--out', out);
  const serve = sirv(copied(''), { dev: true });
  plain = createServer((request, response) => serve(request, response));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  plain?.close();
  await desk?.close();
  rmSync(root, { recursive: true, force: true });
});

/** Follows every link of the site from its home, as the copy answers them. */
async function crawl(): Promise<Map<string, { status: number; type: string; from: string }>> {
  const { port } = plain.address() as AddressInfo;
  const own = `http://${TOWN.host}:${city().port}`;
  const found = new Map<string, { status: number; type: string; from: string }>();
  const queue = [{ at: '/', from: '' }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (found.has(next.at)) continue;
    const { status, headers, text } = await ask(TOWN.host, next.at, { port });
    const type = headers['content-type'] ?? '';
    found.set(next.at, { status, type, from: next.from });
    for (const link of linksIn(type, text)) {
      const url = new URL(link, own + next.at);
      if (url.origin === own) queue.push({ at: url.pathname + url.search, from: next.at });
    }
  }
  return found;
}

describe('a static copy of a site', () => {
  it('answers every link of the site from any plain web server, with attachments, pictures, styles and feeds', async () => {
    const found = await crawl();
    expect([...found].filter(([, { status }]) => status !== 200)).toEqual([]);
    const addresses = [...found.keys()];
    const file = addresses.find((at) => at.startsWith('/f/'));
    expect(decodeURIComponent(file ?? '')).toMatch(/\.pdf$/);
    for (const kind of [/^\/a\//, /^\/c\/[a-z]+\/$/, /^\/c\/.*p\d+\.html/, /^\/assets\/.*\.css/, /^\/theme\//]) {
      expect([kind, addresses.some((at) => kind.test(at))]).toEqual([kind, true]);
    }
    expect(addresses.some((at) => /rss\.xml$/.test(at))).toBe(true);
    expect(addresses.filter((at) => /^\/(console|__manifest|preview)/.test(at))).toEqual([]);
    expect(addresses.length).toBeGreaterThan(60);
    expect(firstReport).toContain('失效的链接 0 个');
  });

  it('has byte for byte what the site itself answers', async () => {
    const names = filesIn(copied('')).filter((name) => !/^(404|search\/index)\.html$/.test(name));
    for (const name of names.filter((_, i) => i % 7 === 0)) {
      const at = `/${name.replace(/(^|\/)index\.html$/, '$1')}`.split('/').map(encodeURIComponent).join('/');
      const live = await ask(TOWN.host, at, { headers: { 'Accept-Encoding': 'identity' } });
      expect([at, live.status]).toEqual([at, 200]);
      expect(live.text === readFileSync(copied(name), 'utf8'), `${at} differs`).toBe(true);
    }
  });

  it('says at the address of the search that it has none, and has a page for what is not there', () => {
    expect(readFileSync(copied('search/index.html'), 'utf8')).toContain('这里不能搜索');
    expect(readFileSync(copied('404.html'), 'utf8')).toContain('没有找到这一页');
  });

  it('is not touched by a second run, and loses what was withdrawn', async () => {
    const times = () => filesIn(out).map((name) => [name, statSync(path.join(out, name)).mtimeMs]);
    const before = times();
    expect(await exported('--out', out)).toMatch(/新写 0，.*删除 0/);
    expect(times()).toEqual(before);
    const context = atSite(operatorContext(desk.deployment), desk.site(TOWN.code));
    expect(filesIn(out)).toContain(`${TOWN.host}/a/${articleId}.html`);
    await withdrawArticle(context, { articleId, reason: '试验结束' });
    await exported('--out', out);
    const left = filesIn(out);
    expect(left).not.toContain(`${TOWN.host}/a/${articleId}.html`);
    expect(left.filter((name) => name.includes('/f/') && name.endsWith(FILE_NAME))).toEqual([]);
  });

  it('is completed by a run after one that was killed', async () => {
    const cut = path.join(root, 'cut');
    const first = run('export', [`--site=${TOWN.code}`, `--out=${cut}`], environment());
    await first.printed(/个地址/);
    first.process.kill('SIGKILL');
    await first.ended;
    expect(readdirSync(path.join(cut, '.zhanqun')).some((name) => name.endsWith('.begun'))).toBe(true);
    await exported('--out', cut);
    expect(filesIn(cut)).toEqual(filesIn(out));
  });

  it('can lead to the search of the live site, answer under another address, and be packed', async () => {
    const other = path.join(root, 'other');
    await exported('--out', other, '--public-url', 'https://www.city.example', '--live-url', LIVE, '--compress');
    const home = readFileSync(path.join(other, 'jiefang.zhanggong.www.city.example', 'index.html'), 'utf8');
    expect(home).toContain('action="https://jiefang.zhanggong.live.example/search"');
    expect(home).toContain('href="https://jiefang.zhanggong.www.city.example/"');
    expect(home).not.toContain('localhost');
    expect(filesIn(other)).toContain('jiefang.zhanggong.www.city.example/index.html.br');
  });

  it('is refused where it would be wrong, with a sentence', async () => {
    const say = async (...args: string[]) => (await zhanqun(['static', ...args], environment())).output;
    expect(await say('--out', out)).toContain('--all');
    expect(await say('--site', 'nobody', '--out', out)).toContain('没有代码为“nobody”的站点');
    expect(await say('--site', TOWN.code, '--out', path.dirname(import.meta.filename))).toContain('别的内容');
    expect(await say('--site', TOWN.code, '--out', out, '--public-url', 'x')).toContain('--public-url');
  });
});
