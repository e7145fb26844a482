import { expect, it } from 'vitest';
import { ask } from './ask';
import { city } from './city';
import { consoleUrl, findings, scrollsSideways, signIn, useBrowser } from './harness';

const HOST = 'fgw.localhost';
const visitor = useBrowser();

it('a site administrator sees what the home page depends on, renews it, and reads why', async () => {
  await ask(HOST, '/');
  const page = await visitor().open();
  await signIn(page, 'fgw-admin');
  await page.goto(consoleUrl('/console/sites/fgw'));
  await page.getByRole('link', { name: '页面发布' }).click();
  await page.getByText('首页编排', { exact: true }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: '更新这一页' }).click();
  await page.getByText('已更新，下一位访客看到的是新页面。').waitFor();
  await page.getByText('这一页现在没有留存').waitFor();
  expect(await page.getByText('更新下级站点的页面').count()).toBe(0);
  expect((await ask(HOST, '/')).status).toBe(200);
  await page.reload();
  await page.getByText('手动更新这一页').first().waitFor();
  await page.getByText('生成时间').waitFor();
});

it('the desk takes a pasted address, refuses that of another site, and fits a phone', async () => {
  const page = await visitor().open({ width: 360 });
  await signIn(page, 'fgw-admin');
  await page.goto(consoleUrl('/console/sites/fgw/published'));
  await page.getByLabel('页面的网址').fill(`http://${HOST}:${city().port}/sitemap.html?from=pasted`);
  await page.getByRole('button', { name: '查看' }).click();
  await page.getByRole('link', { name: `http://${HOST}:${city().port}/sitemap.html` }).waitFor();
  await page.getByLabel('页面的网址').fill(`http://zhanggong.localhost:${city().port}/`);
  await page.getByRole('button', { name: '查看' }).click();
  await page.getByText('这不是本站的网址').waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
});
