import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type RunningServer, startServer } from './global-setup';
import { consoleUrl, findings, PASSWORD, signIn, useBrowser } from './harness';

const visitor = useBrowser();

/** A server of its own: a lock counts by network address too, and would shut out every other test. */
let folder = '';
let server: RunningServer | undefined;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-sign-in-'));
  cpSync(inject('cityFolder'), folder, { recursive: true });
  server = await startServer(folder);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('signing in', () => {
  it('leads to the page that was asked for, and out again', async () => {
    const port = server?.port;
    const page = await visitor().open();
    await page.goto(consoleUrl('/console/sites?level=COUNTY', port));
    await page.getByLabel('用户名').fill('office');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '站点名录' }).waitFor();
    expect(new URL(page.url()).search).toBe('?level=COUNTY');
    await page.locator('summary', { hasText: '账号菜单' }).click();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await page.goto(consoleUrl('/console', port));
    expect(new URL(page.url()).pathname).toBe('/console/sign-in');
  });

  it('says of an address without a page that there is none', async () => {
    const page = await visitor().open();
    await page.goto(consoleUrl('/console/nothing-here'));
    await page.getByText('没有这一页').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('never leads out of the console', async () => {
    const port = server?.port;
    const page = await visitor().open();
    await page.goto(consoleUrl(`/console/sign-in?to=${encodeURIComponent('//example.test/console')}`, port));
    await page.getByLabel('用户名').fill('office');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: /您好$/ }).waitFor();
    expect(page.url()).toBe(consoleUrl('/console', port));
  });

  it('shows another sign-in among the sessions, where it can be ended', async () => {
    const port = server?.port;
    const other = await visitor().open();
    await signIn(other, 'zhanggong-admin', PASSWORD, port);
    const page = await visitor().open();
    await signIn(page, 'zhanggong-admin', PASSWORD, port);
    await page.goto(consoleUrl('/console/account/sessions', port));
    await page.getByRole('button', { name: /^结束/ }).first().click();
    await page.getByText('那一处的登录已经结束').waitFor();
    await other.goto(consoleUrl('/console', port));
    expect(new URL(other.url()).pathname).toBe('/console/sign-in');
  });

  it('is locked after five wrong passwords and says for how long', async () => {
    const port = server?.port;
    const page = await visitor().open();
    await page.goto(consoleUrl('/console/sign-in', port));
    await page.getByLabel('用户名').fill('zhanggong-editor');
    for (let attempt = 1; attempt <= 5; attempt++) {
      await page.getByLabel('密码', { exact: true }).fill(`wrong-${attempt}`);
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name: '登录' }).click();
      expect((await answered).status()).toBe(401);
      await page.getByText('用户名或密码不正确。').waitFor();
    }
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText(/登录失败次数过多，请 1[45] 分钟后再试/).waitFor();
    expect(await page.getByLabel('用户名').inputValue()).toBe('zhanggong-editor');
    expect(await findings(page)).toEqual([]);
  });
});
