import { describe, expect, it } from 'vitest';
import { askUrl } from './ask';
import { consoleUrl, findings, signIn, site, useBrowser } from './harness';

const visitor = useBrowser();

describe('the office opens a new town site from a blueprint and gives it an administrator', () => {
  it('from the register to visitors, with a preview before the opening', { timeout: 240_000 }, async () => {
    const page = await visitor().open();
    await signIn(page, 'office');
    await page.goto(consoleUrl('/console/sites'));
    await page.getByRole('link', { name: '开办站点' }).click();

    await page.getByRole('radio', { name: /乡镇街道/ }).check();
    expect(await page.getByLabel('层级').inputValue()).toBe('TOWN');
    await page.getByLabel('上级站点', { exact: true }).selectOption({ label: '　章贡区' });
    await page.getByLabel('网站名称').fill('新风镇人民政府');
    await page.getByLabel('简称').fill('新风镇');
    await page.getByLabel('地址里的标识').fill('xinfeng');
    const address = site('xinfeng.zhanggong');
    await expect.poll(() => page.getByText('网站的主地址将是').locator('..').textContent()).toContain(address);
    await page.getByRole('button', { name: '开办站点' }).click();

    await page.getByRole('heading', { name: '开办这个站点，还要做几步' }).waitFor();
    await page.getByText('站点已开办，正在筹备').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('新风镇人民政府');
    expect(await findings(page)).toEqual([]);
    const overview = page.url();

    const stranger = await visitor().open();
    expect((await askUrl(address)).status).toBe(503);
    const preview = await page.getByRole('link', { name: /预览网站/ }).getAttribute('href');
    const seen = await stranger.goto(preview ?? '');
    expect(seen?.status()).toBe(200);
    expect(await stranger.locator('body').textContent()).toContain('新风镇');

    await page.getByRole('link', { name: '设立管理员' }).click();
    await page.getByLabel('姓名').fill('刘新风');
    await page.getByLabel('用户名', { exact: true }).fill('xinfeng-liu');
    await page.getByRole('button', { name: '创建管理员' }).click();
    const password = (await page.locator('code').textContent()) ?? '';
    expect(password).toMatch(/^\S{12}$/);
    expect(await findings(page)).toEqual([]);
    await page.reload();
    await expect.poll(() => page.getByText(password).count()).toBe(0);

    await page.goto(overview);
    await page.getByRole('link', { name: '去上线' }).click();
    await page.getByRole('link', { name: '上线…' }).click();
    await page.getByText('新风镇人民政府将对所有人开放').waitFor();
    await page.getByRole('button', { name: '上线', exact: true }).click();
    await page.getByText('站点已上线。').waitFor();
    const open = await stranger.goto(address);
    expect(open?.status()).toBe(200);

    const administrator = await visitor().open();
    await signIn(administrator, 'xinfeng-liu', password);
    expect(new URL(administrator.url()).pathname).toBe('/console/account/password');
    await administrator.goto(consoleUrl('/console/sites/zhanggong-xinfeng'));
    expect(new URL(administrator.url()).pathname).toBe('/console/account/password');
    await administrator.getByLabel('一次性密码', { exact: true }).fill(password);
    await administrator.getByLabel('新密码', { exact: true }).fill('short');
    await administrator.getByRole('button', { name: '换成新密码' }).click();
    await administrator.getByRole('link', { name: '密码至少 8 个字符。' }).waitFor();
    await administrator.getByLabel('一次性密码', { exact: true }).fill(password);
    await administrator.getByLabel('新密码', { exact: true }).fill('Jiangxi-2026');
    await administrator.getByRole('button', { name: '换成新密码' }).click();
    await administrator.getByRole('heading', { name: '刘新风，您好' }).waitFor();
    await administrator.getByRole('link', { name: '新风镇人民政府' }).first().click();
    await administrator.getByRole('navigation', { name: '工作区' }).getByRole('link', { name: '内容' }).waitFor();
  });
});

describe('what someone typed when the session ended', () => {
  it('stands in the form again after a new sign-in', async () => {
    const page = await visitor().open();
    await signIn(page, 'office');
    await page.goto(consoleUrl('/console/accounts/new'));
    await page.getByLabel('姓名').fill('还没存的人');
    await page.context().clearCookies();
    await page.getByRole('button', { name: '创建账号' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await page.getByText('没有保存的内容会放回表单').waitFor();
    await page.getByLabel('用户名').fill('office');
    await page.getByLabel('密码', { exact: true }).fill('Zhanqun-2026');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('已放回您上次没有保存的内容').waitFor();
    expect(await page.getByLabel('姓名').inputValue()).toBe('还没存的人');
  });
});

describe('finding a site', () => {
  it('by pinyin and by its initials', async () => {
    const page = await visitor().open();
    await signIn(page, 'office');
    for (const typed of ['ruijin', 'ganxianqu', 'gxq']) {
      await page.getByRole('button', { name: /查找站点/ }).click();
      await page.getByRole('combobox', { name: '查找与跳转' }).fill(typed);
      await page.getByRole('option').first().waitFor();
      const shown = await page.getByRole('option').allInnerTexts();
      expect(shown.join('\n')).toMatch(typed === 'ruijin' ? /瑞金/ : /赣县/);
      await page.keyboard.press('Escape');
    }
  });
});
