import { describe, expect, it } from 'vitest';
import { consoleUrl, findings, scrollsSideways, signIn, useBrowser } from './harness';

const visitor = useBrowser();

const PAGES = [
  '/console',
  '/console/account/password',
  '/console/account/sessions',
  '/console/sites',
  '/console/sites?q=没有这样的站点',
  '/console/sites/new',
  '/console/accounts',
  '/console/accounts/new',
  '/console/accounts/import',
  '/console/library',
  '/console/library?kind=theme',
  '/console/library?kind=block',
  '/console/library/blueprint/town',
  '/console/library/theme/river-blue',
  '/console/library/block/news-cards',
  '/console/library/theme/river-blue?act=duplicate',
  '/console/partners',
  '/console/partners/new',
  '/console/log',
  '/console/sites/zhanggong',
  '/console/sites/zhanggong/facts',
  '/console/sites/zhanggong/addresses',
  '/console/sites/zhanggong/state',
  '/console/sites/zhanggong/state?act=take-offline',
  '/console/sites/zhanggong/administrators',
  '/console/sites/zhanggong/theme',
  '/console/sites/zhanggong/log',
  '/console/output',
  '/console/sites/zhanggong/statement?month=2026-10&act=settle&person=system',
  '/console/sites/zhanggong/points',
  '/console/sites/no-such-site',
];

describe('every page of the office', () => {
  it('holds on a phone and on a desk, and axe finds nothing', { timeout: 300_000 }, async () => {
    const page = await visitor().open();
    const entry = await page.goto(consoleUrl('/console/sign-in'));
    expect(entry?.status()).toBe(200);
    expect(await findings(page)).toEqual([]);
    await signIn(page, 'office');
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of PAGES) {
        await page.goto(consoleUrl(path));
        expect(await findings(page), `${path} at ${width}`).toEqual([]);
        expect(await scrollsSideways(page), `${path} at ${width} scrolls sideways`).toBe(false);
      }
    }
  });
});
