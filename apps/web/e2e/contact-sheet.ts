import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { makePreviewToken } from '../server/preview-link.server';
import { type CityDesk, openCityDesk } from './city-desk';
import { startServer } from './global-setup';

/**
 * Pictures of the public pages to be looked at: each level at three widths with little and with much content, the page
 * types, and ten towns beside each other. Writes one PNG for each sheet to test-results/contact-sheet.
 */
const ROOT = path.resolve(import.meta.dirname, '../../..');
const OUTPUT = path.join(ROOT, 'test-results/contact-sheet');
const WIDTHS = [360, 768, 1440];
/** Pages are cut here; a sheet shows how a page begins and goes on, not its whole length. */
const MAX_HEIGHT = 3_600;
const LONG = '关于进一步做好冬春季节农村公路养护和桥梁隧道安全隐患排查整治工作的通知（演示）';

interface Shot {
  caption: string;
  url: string;
  width: number;
  maxHeight?: number;
}

interface Level {
  name: string;
  code: string;
  /** Columns of its home page that are filled for the heavy picture. */
  columns: string[];
  /** How a site of this level without content is made; the portal has none beside it. */
  light?: { parent: string; site: Parameters<CityDesk['prepare']>[1] };
}

const blank = (
  label: string,
  shortName: string,
  level: 'COUNTY' | 'TOWN',
  kind: 'PORTAL' | 'DEPARTMENT' | 'CHANNEL' | 'ZONE',
  blueprintCode: string,
) => ({
  name: `${shortName}（新建）`,
  shortName,
  label,
  level,
  kind,
  blueprintCode,
});

const LEVELS: Level[] = [
  { name: 'portal', code: '', columns: ['yaowen', 'tonggao', 'wenjian', 'jiedu'] },
  {
    name: 'county',
    code: 'zhanggong',
    columns: ['yaowen', 'tonggao', 'wenjian', 'jiedu'],
    light: { parent: '', site: blank('sheet-county', '试点县', 'COUNTY', 'PORTAL', 'county-portal') },
  },
  {
    name: 'town',
    code: 'nankang-tangjiang',
    columns: ['xinwen', 'tongzhi', 'zhenxing'],
    light: { parent: 'nankang', site: blank('sheet-town', '试点镇', 'TOWN', 'CHANNEL', 'town') },
  },
  {
    name: 'department',
    code: 'fgw',
    columns: ['wenjian', 'xinwen', 'tongzhi', 'jiedu', 'shuju'],
    light: { parent: '', site: blank('sheet-dept', '试点局', 'COUNTY', 'DEPARTMENT', 'department') },
  },
  {
    name: 'zone',
    code: 'zhanggong-ganzhou-jkq',
    columns: ['xiangmu', 'xinwen', 'zhengce', 'tongzhi'],
    light: { parent: 'zhanggong', site: blank('sheet-zone', '试点园区', 'TOWN', 'ZONE', 'zone') },
  },
];

/** The folder named on the command line, else the newest city that the browser tests keep, else a new one. */
async function cityCopy(): Promise<string> {
  const copy = mkdtempSync(path.join(tmpdir(), 'zhanqun-sheet-'));
  const cache = path.join(ROOT, '.cache');
  const kept = existsSync(cache) ? readdirSync(cache).filter((name) => /^city-[\w]+$/.test(name)) : [];
  const from = process.argv[2] ?? (kept[0] ? path.join(cache, kept[0]) : undefined);
  if (from) cpSync(from, copy, { recursive: true });
  return copy;
}

async function fill(desk: CityDesk, level: Level): Promise<void> {
  const table = `<table><tbody><tr>${'<td>示意数值</td>'.repeat(8)}</tr></tbody></table>`;
  for (const column of level.columns) {
    for (let number = 1; number <= 8; number += 1) {
      await desk.publish(level.code, column, {
        title: `${LONG}${number}`,
        summary:
          '各乡镇、各部门要把排查整治作为岁末年初的重点工作，逐路段、逐桥隧建立台账，明确责任人和完成时限，边查边改。'.repeat(
            2,
          ),
        body: `<p>请认真贯彻执行。</p>${table}`,
        attachment: { name: `${LONG}附件.txt`, bytes: Buffer.from('演示') },
      });
    }
  }
}

async function levelShots(desk: CityDesk, level: Level): Promise<Shot[]> {
  const shots: Shot[] = [];
  const { directory, settings } = desk.deployment;
  if (level.light) {
    const site = desk.site(await desk.prepare(level.light.parent, level.light.site));
    const token = makePreviewToken(settings.secretKey, { siteId: site.id }, new Date());
    const url = directory.urlOf(site, `/preview/${token}/`);
    shots.push(...WIDTHS.map((width) => ({ caption: `${level.name}, light, ${width}`, url, width })));
  }
  await fill(desk, level);
  const url = directory.urlOf(desk.site(level.code));
  shots.push(...WIDTHS.map((width) => ({ caption: `${level.name}, heavy, ${width}`, url, width })));
  return shots;
}

async function firstArticle(browser: Browser, columnUrl: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(columnUrl);
  const href = await page.locator('.rows a').first().getAttribute('href');
  await page.close();
  return new URL(href ?? '/', columnUrl).href;
}

function typeShots(base: string, article: string): Shot[] {
  const types: [string, string][] = [
    ['group', `${base}c/gongkai/`],
    ['list', `${base}c/yaowen/`],
    ['archive', `${base}c/yaowen/p1.html`],
    ['page', `${base}c/gaikuang/`],
    ['article', article],
    ['site map', `${base}sitemap.html`],
    ['search', `${base}search?q=${encodeURIComponent('通知')}`],
    ['report', `${base}report-error.html`],
    ['not found', `${base}nothing-here`],
    ['directory', new URL('/subsites.html', base.replace('zhanggong.', '')).href],
  ];
  return types.flatMap(([caption, url]) =>
    WIDTHS.map((width) => ({ caption: `${caption}, ${width}`, url, width, maxHeight: 1_800 })),
  );
}

/** Takes the pictures and lays them out on one page, which is the sheet. */
async function draw(browser: Browser, folder: string, name: string, shots: Shot[], perRow: number): Promise<void> {
  const scale = 0.5;
  const figures: string[] = [];
  for (const [index, { caption, url, width, maxHeight = MAX_HEIGHT }] of shots.entries()) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: 'reduce', locale: 'zh-CN' });
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.mouse.wheel(0, 20_000);
    await page.waitForLoadState('networkidle');
    const full = await page.evaluate(() => document.documentElement.scrollHeight);
    const height = Math.min(full, maxHeight);
    const file = path.join(folder, `${name}-${index}.png`);
    await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width, height } });
    await page.close();
    figures.push(
      `<figure><figcaption>${caption}</figcaption><img src="${pathToFileURL(file).href}" width="${Math.round(width * scale)}"></figure>`,
    );
  }
  const html = path.join(folder, `${name}.html`);
  writeFileSync(
    html,
    `<!DOCTYPE html><meta charset="utf-8"><style>body{margin:16px 0 16px 16px;background:#777;display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start;font:16px sans-serif;color:#fff}figure{margin:0}img{display:block}</style>${figures.join('')}`,
  );
  const row = shots.slice(0, perRow).reduce((sum, shot) => sum + Math.round(shot.width * scale) + 16, 20);
  const sheet = await browser.newPage({ viewport: { width: row, height: 900 } });
  await sheet.goto(pathToFileURL(html).href);
  const target = path.join(OUTPUT, `${name}.png`);
  await sheet.screenshot({ path: target, fullPage: true });
  await sheet.close();
  console.log(path.relative(ROOT, target));
}

const dataDir = await cityCopy();
const pictures = mkdtempSync(path.join(tmpdir(), 'zhanqun-pictures-'));
const server = await startServer(dataDir);
const desk = await openCityDesk(dataDir, server.port);
const browser = await chromium.launch({
  executablePath: process.env.BROWSER ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
try {
  mkdirSync(OUTPUT, { recursive: true });
  const { directory } = desk.deployment;
  const towns = directory.children(desk.site('zhanggong').id).filter((site) => site.level === 'TOWN');
  const faces = towns.slice(0, 10).map((town) => ({
    caption: town.name,
    url: directory.urlOf(town),
    width: 1_440,
    maxHeight: 900,
  }));
  await draw(browser, pictures, 'ten-towns', faces, 5);
  for (const level of LEVELS) await draw(browser, pictures, level.name, await levelShots(desk, level), 3);
  const county = directory.urlOf(desk.site('zhanggong'));
  await draw(browser, pictures, 'page-types', typeShots(county, await firstArticle(browser, `${county}c/yaowen/`)), 6);
} finally {
  await browser.close();
  await desk.close();
  await server.stop();
  for (const folder of [dataDir, pictures]) rmSync(folder, { recursive: true, force: true });
}
