import { describe, expect, it } from 'vitest';
import { consoleUrl, signIn, useBrowser } from './harness';

const visitor = useBrowser();

describe('the administrator of a county', () => {
  it('creates a clerk for one of its towns, who then works there', { timeout: 180_000 }, async () => {
    const page = await visitor().open();
    await signIn(page, 'zhanggong-admin');
    await page.goto(consoleUrl('/console/accounts/new'));
    await page.getByLabel('姓名').fill('沙石镇文书');
    await page.getByLabel('用户名', { exact: true }).fill('shashi-clerk');
    const sites = page.getByLabel('授权的站点');
    const offered = await sites.locator('option').allInnerTexts();
    expect(offered.some((name) => name.startsWith('南康区'))).toBe(false);
    const town = offered.find((name) => name.startsWith('沙石镇'));
    await sites.selectOption({ label: town ?? '' });
    expect(await page.getByRole('radio', { name: /站群管理员/ }).count()).toBe(0);
    await page.getByRole('radio', { name: /^编辑/ }).check();
    await page.getByRole('button', { name: '创建账号' }).click();
    const password = (await page.locator('code').textContent()) ?? '';

    const clerk = await visitor().open();
    await signIn(clerk, 'shashi-clerk', password);
    await clerk.getByLabel('一次性密码', { exact: true }).fill(password);
    await clerk.getByLabel('新密码', { exact: true }).fill('Wenshu-2026');
    await clerk.getByRole('button', { name: '换成新密码' }).click();
    await clerk.getByRole('heading', { name: '沙石镇文书，您好' }).waitFor();
    const rail = clerk.getByRole('navigation', { name: '工作区' });
    await rail.getByRole('link', { name: '内容' }).waitFor();
    for (const closed of ['账号', '站点名录', '访问地址', '主题外观']) {
      expect(await rail.getByRole('link', { name: closed, exact: true }).count(), closed).toBe(0);
    }
    const refused = await clerk.goto(consoleUrl('/console/accounts'));
    expect(refused?.status()).toBe(403);
    await clerk.getByRole('heading', { name: '您没有使用这个页面的权限' }).waitFor();
  });

  it('may not touch another county: its sites and accounts are not there', async () => {
    const office = await visitor().open();
    await signIn(office, 'office');
    await office.goto(consoleUrl('/console/accounts?q=nankang-admin'));
    const account = await office.locator('a[data-row-link]').first().getAttribute('href');

    const page = await visitor().open();
    await signIn(page, 'zhanggong-admin');
    for (const path of ['/console/sites/nankang', '/console/sites/nankang/facts', account ?? '']) {
      const answer = await page.goto(consoleUrl(path));
      expect(answer?.status(), path).toBe(404);
    }
    await page.goto(consoleUrl('/console/accounts?q=nankang'));
    await page.getByText('没有符合这些条件的账号').waitFor();
    await page.goto(consoleUrl('/console/sites?q=nankang'));
    await page.getByText('没有符合这些条件的站点').waitFor();
  });

  it('may neither change its own account nor open sites', async () => {
    const page = await visitor().open();
    await signIn(page, 'zhanggong-admin');
    await page.goto(consoleUrl('/console/accounts?q=zhanggong-admin'));
    await page.locator('a[data-row-link]').first().click();
    await page.getByText('这是您自己的账号').waitFor();
    expect(await page.getByRole('link', { name: '停用' }).count()).toBe(0);
    const opening = await page.goto(consoleUrl('/console/sites/new'));
    expect(opening?.status()).toBe(403);
  });
});
