import { newId } from '@zhanqun/kit';
import { pngBytes } from '@zhanqun/media/testing';
import { describe, expect, it } from 'vitest';
import { openForm, press } from './article-desk';
import { askUrl } from './ask';
import { consoleUrl, findings, scrollsSideways, signIn, site, useBrowser } from './harness';

const TOWN = 'zhanggong-shashi';
const HOST = 'shashi.zhanggong';
const LIBRARY = `/console/sites/${TOWN}/media`;
const browser = useBrowser();

const picture = async (name: string, colour: string) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(await pngBytes(colour, 600)),
});

describe("a town's library of files", () => {
  it('takes files in, lends one by a link, puts one into a text, and puts another in its place at its address', async () => {
    const page = await browser().open();
    await signIn(page, `${TOWN}-admin`);
    await page.goto(consoleUrl(LIBRARY));
    const name = `水库-${newId()}.png`;
    const drawing = { name: '图标.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg><script/></svg>') };
    await page.getByLabel('上传文件').setInputFiles([await picture(name, '#336699'), drawing]);
    await page.getByText('矢量图（svg）可以带脚本').waitFor();
    await page.getByRole('link', { name, exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 900 });
    expect(await scrollsSideways(page)).toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });

    await page.getByRole('link', { name, exact: true }).click();
    await page.getByLabel('替代文字').fill('蓄满水的水库');
    await press(page, '保存', '已保存');
    expect(await findings(page)).toEqual([]);
    const ownPage = page.url();
    const fileId = new URL(ownPage).pathname.split('/').at(-1) ?? '';
    const address = site(HOST, `/f/${fileId}/${encodeURIComponent(name)}`);
    await page.getByRole('link', { name: '生成临时链接' }).click();
    const lent = await page.getByRole('textbox', { name: '临时链接' }).inputValue();
    expect([(await askUrl(lent)).status, (await askUrl(address)).status]).toEqual([200, 404]);
    const elsewhere = await askUrl(lent.replace(/\/f\/.*$/, '/'));
    expect([elsewhere.status, elsewhere.headers.location]).toEqual([302, site(HOST)]);

    await openForm(page, `/console/sites/${TOWN}/articles/new`);
    await page.getByLabel('标题', { exact: true }).fill(`水库蓄水情况 ${newId()}`);
    const column = page.getByLabel('栏目', { exact: true }).locator('option', { hasText: '工作动态' });
    await page.getByLabel('栏目', { exact: true }).selectOption(await column.first().getAttribute('value'));
    await page.getByRole('button', { name: '图片', exact: true }).click();
    await page.getByRole('button', { name: '从媒体库选' }).last().click();
    await page.getByRole('button', { name: new RegExp(name) }).click();
    const words = page.getByRole('dialog').getByLabel('替代文字');
    await expect.poll(() => words.inputValue()).toBe('蓄满水的水库');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '插入', exact: true }).click();
    await press(page, '发布', '已发布');
    const published = new URL(page.url()).pathname.split('/').at(-1);
    await expect
      .poll(async () => (await askUrl(site(HOST, `/a/${published}.html`))).text, { timeout: 20_000 })
      .toContain(`/f/${fileId}/w/480.avif`);
    const small = site(HOST, `/f/${fileId}/w/480.avif`);
    expect((await askUrl(small)).headers['content-type']).toBe('image/avif');
    const before = (await askUrl(address)).headers.etag;

    await page.goto(ownPage);
    await page.getByText('公开显示', { exact: true }).waitFor();
    expect(await page.getByRole('link', { name: '删除' }).count()).toBe(0);
    await page.getByLabel('选择新文件').setInputFiles(await picture('新的.png', '#993333'));
    await page.getByText('已替换。用着它的页面会自动更新。').waitFor();
    await expect.poll(async () => (await askUrl(address)).headers.etag).not.toBe(before);
    await expect.poll(async () => (await askUrl(small)).status, { timeout: 20_000 }).toBe(200);
  });
});
