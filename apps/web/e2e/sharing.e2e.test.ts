import { newId } from '@zhanqun/kit';
import { describe, expect, it } from 'vitest';
import { openForm, press, withdraw, write } from './article-desk';
import { askUrl } from './ask';
import { consoleUrl, findings, signIn, site, useBrowser } from './harness';

const TOWN = 'zhanggong-shashi';
const HOST = 'shashi.zhanggong';
const browser = useBrowser();

describe('a notice that the portal shares', () => {
  it('is carried by a town under its own address and goes everywhere when the portal withdraws it', async () => {
    const title = `全市防汛工作通知 ${newId()}`;
    const portal = await browser().open();
    await signIn(portal, 'ganzhou-admin');
    await openForm(portal, '/console/sites/ganzhou/articles/new');
    await write(portal, { title, column: '通知公告', text: '各地做好值班。', attachment: '值班表.pdf' });
    await press(portal, '发布', '已发布');
    await press(portal, '共享给其他站点', '已共享');

    const town = await browser().open();
    await signIn(town, `${TOWN}-admin`);
    await town.goto(consoleUrl(`/console/sites/${TOWN}/shared?${new URLSearchParams({ q: title })}`));
    await town.getByRole('button', { name: new RegExp(`转载.*${title}`) }).click();
    const columns = town.getByLabel('放进本站哪个栏目');
    await columns.selectOption(await columns.locator('option', { hasText: '通知公告' }).getAttribute('value'));
    await press(town, '确定转载', '已转载');
    expect(await findings(town)).toEqual([]);

    const visitor = await browser().open();
    await visitor.goto(site(HOST, '/c/tongzhi/'));
    await visitor.getByRole('link', { name: new RegExp(title) }).click();
    await visitor.getByRole('heading', { name: title, level: 1 }).waitFor();
    const carried = visitor.url();
    const file = await visitor.getByRole('link', { name: /值班表/ }).evaluate((link: HTMLAnchorElement) => link.href);
    expect([new URL(carried).host, new URL(file).host]).toEqual([new URL(site(HOST)).host, new URL(site(HOST)).host]);
    expect((await askUrl(file)).headers['content-type']).toBe('application/pdf');

    await portal.reload();
    await portal.getByText('1 个站点转载了它').waitFor();
    await portal.getByRole('link', { name: '撤回', exact: true }).click();
    await portal.getByText('将从 2 个站点撤下').waitFor();
    expect(await findings(portal)).toEqual([]);
    await portal.goBack();
    await withdraw(portal, '内容有误');

    await expect.poll(async () => (await askUrl(carried)).status, { timeout: 1_000 }).not.toBe(200);
    expect((await askUrl(file)).status).toBe(404);
    expect((await askUrl(site(HOST, '/c/tongzhi/'))).text).not.toContain(title);
    await town.goto(consoleUrl(`/console/sites/${TOWN}/shared?view=carried`));
    await town.getByText('原站已撤回或不再共享').first().waitFor();
    await press(town, /取消转载.*原站已撤回的文章/, '已取消转载');
  });
});
