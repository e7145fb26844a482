import type { Browser } from 'playwright-core';
import type { Figure } from './command';
import { firstPage, freePort, startServer, stopServer } from './second-start';

const WIDTHS = [360, 1440];
const LIMIT_KB = 120;

/** Bytes that a first visit transfers, pictures included, as the browser counted them on the wire. */
async function bytesOf(browser: Browser, url: string, width: number): Promise<number> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    let bytes = 0;
    session.on('Network.loadingFinished', (event) => {
      bytes += event.encodedDataLength;
    });
    await session.send('Network.enable');
    await page.goto(url, { waitUntil: 'networkidle' });
    // Pictures further down load when they are scrolled to.
    await page.evaluate(async () => {
      for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
        window.scrollTo(0, y);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    await page.waitForLoadState('networkidle');
    return bytes;
  } finally {
    await context.close();
  }
}

/** One address of every page type, found by following the links a visitor has. */
async function addresses(browser: Browser, origin: string): Promise<[name: string, url: string][]> {
  const page = await browser.newPage();
  try {
    const linksOf = async (url: string) => {
      await page.goto(url);
      return page.evaluate(() =>
        Array.from(document.querySelectorAll('a[href]'), (link) => (link as HTMLAnchorElement).href),
      );
    };
    const county = `http://zhanggong.${new URL(origin).host}`;
    const links = await linksOf(`${county}/`);
    const column = links.find((link) => /\/c\/[^/]+\/$/.test(link)) ?? '';
    const article = links.find((link) => link.startsWith(county) && /\/a\/\w+\.html$/.test(link)) ?? '';
    let archive: string | undefined;
    for (const link of links.filter((entry) => entry.startsWith(county) && /\/c\/[^/]+\/$/.test(entry))) {
      archive = (await linksOf(link)).find((entry) => /\/c\/[^/]+\/p\d+\.html$/.test(entry));
      if (archive) break;
    }
    const subsites = await linksOf(`${county}/subsites.html`);
    const below = (links: string[]) => links.find((link) => /^http:\/\/[^./]+\.zhanggong\./.test(link)) ?? '';
    const portal = await linksOf(`${origin}/subsites.html`);
    const department = portal.find((link) => /^http:\/\/(jyj|jiaoyu|edu)[^.]*\.localhost/.test(link));
    const found: [string, string | undefined][] = [
      ['门户首页', `${origin}/`],
      ['县区首页', `${county}/`],
      ['乡镇首页', below(subsites)],
      ['部门首页', department],
      ['栏目页', column],
      ['归档页', archive],
      ['文章页', article],
      ['搜索页', `${county}/search?q=${encodeURIComponent('通知')}`],
      ['子站目录', `${origin}/subsites.html`],
      ['站点地图', `${county}/sitemap.html`],
      ['纠错页', `${county}/report-error.html`],
    ];
    return found.filter((entry): entry is [string, string] => Boolean(entry[1]));
  } finally {
    await page.close();
  }
}

/** The first visit to every page type, at the widths of a telephone and of a desk. */
export async function measureFirstVisits(dataDir: string): Promise<Figure[]> {
  const port = await freePort();
  const server = startServer(dataDir, port);
  await firstPage(port);
  // Only the benchmark needs a browser, so no other command loads its driver.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: process.env.BROWSER ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  try {
    const figures: Figure[] = [];
    for (const [name, url] of await addresses(browser, `http://localhost:${port}`)) {
      for (const width of WIDTHS) {
        const bytes = await bytesOf(browser, url, width);
        figures.push({ name: `首次访问${name}（${width} 像素）`, value: bytes / 1024, unit: 'KB', limit: LIMIT_KB });
      }
    }
    return figures;
  } finally {
    await browser.close();
    await stopServer(server);
  }
}
