import { describe, expect, it } from 'vitest';
import { askUrl } from './ask';
import { consoleUrl, signIn, site, useBrowser } from './harness';

const visitor = useBrowser();

describe('the administrator of a town', () => {
  it('changes its theme, and the site shows it within a second', async () => {
    const page = await visitor().open();
    await signIn(page, 'zhanggong-jiefang-admin');
    await page.goto(consoleUrl('/console/sites/zhanggong-jiefang/theme'));
    await page.getByRole('radio', { name: /暮山紫/ }).check();
    const colour = page.getByLabel('主色', { exact: true });
    expect(await colour.inputValue()).toBe('#6a3d6b');

    await colour.fill('#ffd24d');
    await page.getByText(/看不清：主色底上的白字（1\.44，至少 4\.5）/).waitFor();
    await page.getByRole('button', { name: '换上主题' }).click();
    await page.getByRole('alert').waitFor();
    expect(await colour.inputValue()).toBe('#ffd24d');

    await colour.fill('#5b2a6e');
    await page.getByRole('button', { name: '换上主题' }).click();
    await page.getByText('主题已换上，网站已经更新。').waitFor();
    const sheetOf = async () => {
      const { text } = await askUrl(site('jiefang.zhanggong'));
      const path = /\/theme\/[0-9a-z]+\.css/.exec(text)?.[0] ?? '';
      return (await askUrl(site('jiefang.zhanggong', path))).text;
    };
    await expect.poll(sheetOf, { timeout: 1_000 }).toContain('#5b2a6e');
  });
});

describe('the office', () => {
  it('copies a blueprint, edits the copy, and throws it away', { timeout: 180_000 }, async () => {
    const page = await visitor().open();
    await signIn(page, 'office');
    await page.goto(consoleUrl('/console/library/blueprint/town?act=duplicate'));
    await page.getByLabel('新名称').fill('山区乡镇');
    await page.getByLabel('新代码').fill('mountain-town');
    await page.getByRole('button', { name: '复制' }).click();
    await page.getByText('已复制为“山区乡镇”').waitFor();

    const columns = page.getByLabel('栏目', { exact: true });
    const before = await columns.inputValue();
    await page.getByRole('button', { name: /下移.*要办什么事/ }).click();
    await columns.fill(`${before}\n移民搬迁 | yimin | 新类型`);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('link', { name: /类型“新类型”不认识/ }).waitFor();
    await columns.fill(`${before}\n移民搬迁 | yimin | 新闻动态`);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存。', { exact: true }).waitFor();

    await page.reload();
    expect(await columns.inputValue()).toContain('移民搬迁 | yimin | 新闻动态');
    expect(await page.locator('#field-home li').nth(1).textContent()).toContain('要办什么事');
    expect(await page.getByText('已放回您上次没有保存的内容').count()).toBe(0);

    await page.getByRole('link', { name: '删除', exact: true }).click();
    await page.getByRole('button', { name: '删除' }).click();
    await page.getByText('“山区乡镇”已删除。').waitFor();
  });
});
