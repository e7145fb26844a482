import { wxrOf, zipOf } from '@zhanqun/imports/testing';
import { newId } from '@zhanqun/kit';
import { pngBytes } from '@zhanqun/media/testing';
import { describe, expect, it } from 'vitest';
import { press } from './article-desk';
import { askUrl } from './ask';
import { consoleUrl, findings, scrollsSideways, signIn, site, useBrowser } from './harness';

const COUNTY = 'zhanggong';
const browser = useBrowser();

describe('the administrator of a county moves the old site in', () => {
  it('reads the report, says where columns go, and has it made; old addresses lead on, until it is taken back', async () => {
    const mark = newId().slice(-6);
    const base = 'https://old.zhanggong.example';
    const entries = [
      {
        id: 1,
        title: `老城区道路改造完工 ${mark}`,
        link: `${base}/2019/05/${mark}-road/`,
        categories: ['旧站新闻'],
        content: `改造历时八个月，三条街道恢复通行。\n\n<img src="${base}/wp-content/uploads/road.png" alt="改造后的街道">\n\n<img src="${base}/wp-content/uploads/gone.jpg">`,
      },
      { id: 2, title: `旧活动 ${mark}`, categories: ['旧站活动'], content: '活动已经结束。' },
      { id: 3, title: `空白 ${mark}`, categories: ['旧站新闻'], content: '' },
    ];
    const bytes = zipOf([
      { name: 'export.xml', bytes: wxrOf(entries, base) },
      { name: 'uploads/road.png', bytes: await pngBytes() },
    ]);
    const page = await browser().open({ width: 360 });
    await signIn(page, `${COUNTY}-admin`);
    await page.goto(consoleUrl(`/console/sites/${COUNTY}/imports`));
    await page.getByRole('heading', { name: '迁入', level: 1 }).waitFor();
    await page.getByLabel('选择文件').setInputFiles({ name: 'old.zip', mimeType: 'application/zip', buffer: bytes });
    await page.getByRole('heading', { name: '怎样迁入' }).waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await page.getByText('请填写正文。').waitFor();
    await page.getByText(`没有找到：${base}/wp-content/uploads/gone.jpg`).waitFor();
    await page.getByRole('radio', { name: /^直接公开/ }).check();
    await page.getByLabel('旧站活动，1 篇').selectOption('不迁入');
    await page.getByRole('button', { name: '保存并开始迁入' }).click();
    await page.getByText('还有 1 个原栏目没有选定').waitFor();
    await page.getByLabel('旧站新闻，1 篇').selectOption({ label: '通知公告' });
    await press(page, '保存并开始迁入', '已开始迁入');
    await page.getByText('迁入完成，共 1 篇').waitFor();

    const old = await askUrl(site(COUNTY, `/2019/05/${mark}-road/`));
    expect(old.status).toBe(301);
    const address = String(old.headers.location);
    const reader = await browser().open({ width: 1440 });
    await reader.goto(site(COUNTY, address));
    await reader.getByText('原发布时间：2019-05-12 08:30').waitFor();
    expect(await reader.getByRole('img', { name: '改造后的街道' }).count()).toBe(1);
    expect(await findings(reader)).toEqual([]);

    await page.getByRole('link', { name: '撤销这次迁入' }).click();
    await page.getByText('将收回迁入的 1 篇').waitFor();
    expect(await findings(page)).toEqual([]);
    await press(page, '撤销这次迁入', '已开始撤销');
    await page.getByText('已撤销', { exact: true }).first().waitFor();
    await expect.poll(async () => (await askUrl(site(COUNTY, address))).status).toBe(404);
    expect((await askUrl(site(COUNTY, `/2019/05/${mark}-road/`))).status).toBe(404);
  });
});
