import { describe, expect, it } from 'vitest';
import { consoleUrl, findings, scrollsSideways, signIn, site, useBrowser } from './harness';

const browser = useBrowser();
const search = (label: string, query: Record<string, string>) => site(label, `/search?${new URLSearchParams(query)}`);

describe('a visitor who searches', () => {
  it('narrows many results by a facet and takes the limit away again', async () => {
    const page = await browser().open();
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(search('', { q: '通知', scope: 'group' }));
      await page.getByRole('complementary', { name: '筛选结果' }).getByRole('link', { name: /^县级/ }).click();
      expect(new URL(page.url()).searchParams.get('level')).toBe('COUNTY');
      expect(await findings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.getByRole('link', { name: '不再限于县级' }).click();
      expect(new URL(page.url()).searchParams.has('level')).toBe(false);
    }
  });

  it('finds with Traditional characters and with pinyin', async () => {
    const page = await browser().open({ javaScript: false });
    for (const q of ['醫保報銷', 'yibao']) {
      await page.goto(search('zhanggong', { q }));
      expect(await page.locator('.result').count(), q).toBeGreaterThan(0);
    }
  });

  it('is led on when nothing is found, and the editors see what was wanted', async () => {
    const page = await browser().open();
    await page.goto(search('zhanggong', { q: '髎髎饕餮' }));
    await page.getByText('没有找到与“髎髎饕餮”有关的内容').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: '在全市搜索' }).click();
    expect(new URL(page.url()).searchParams.get('scope')).toBe('group');
    await page.getByRole('link', { name: '从站点地图按栏目查找' }).click();
    expect(new URL(page.url()).pathname).toBe('/sitemap.html');
    await signIn(page, 'zhanggong-admin');
    await page.goto(consoleUrl('/console/sites/zhanggong/searches'));
    await page.getByText('髎髎饕餮').first().waitFor();
    expect(await findings(page)).toEqual([]);
    const current = page.getByRole('navigation', { name: '排序' }).locator('[aria-current=page]');
    expect(await current.allTextContents()).toEqual(['次数最多']);
    await page.getByRole('link', { name: '最近', exact: true }).click();
    await current.filter({ hasText: '最近' }).waitFor();
    expect(await current.allTextContents()).toEqual(['最近']);
  });

  it('is told how to search, and long words do not widen the page of a phone', async () => {
    const page = await browser().open({ width: 360 });
    await page.goto(search('zhanggong', { q: '' }));
    await page.getByText('可以输入词语或拼音').waitFor();
    await page.goto(search('zhanggong', { q: 'q'.repeat(60) }));
    await page.getByText('有关的内容。').waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    expect(await findings(page)).toEqual([]);
  });

  it('gets a sentence instead of results for what is no word', async () => {
    const page = await browser().open();
    for (const [q, sentence] of [
      ['，。！', '搜索词里没有文字或数字'],
      ['长'.repeat(80), '搜索词最长 60 个字'],
    ] as const) {
      await page.goto(search('zhanggong', { q }));
      await page.getByText(sentence).waitFor();
      expect(await findings(page)).toEqual([]);
    }
  });
});

describe('the city office', () => {
  it('has the index made again and sees that it is done', async () => {
    const page = await browser().open();
    await signIn(page, 'office');
    await page.goto(consoleUrl('/console/search-index'));
    await page.getByRole('button', { name: '重建索引' }).click();
    await page.getByText('已完成', { exact: true }).waitFor({ timeout: 100_000 });
    await page.getByRole('button', { name: '重建索引' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('sees why a page was renewed, and renews it', async () => {
    const page = await browser().open();
    await page.goto(site('zhanggong', '/c/yaowen/'));
    await signIn(page, 'office');
    await page.goto(consoleUrl('/console/sites/zhanggong/published?address=/c/yaowen/'));
    await page.getByText('这一页用到的内容').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '更新这一页' }).click();
    await page.getByText('已更新，下一位访客看到的是新页面。').waitFor();
  });
});
