import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newId, toTimeField } from '@zhanqun/kit';
import { describe, expect, it } from 'vitest';
import { openForm, paste, press, withdraw, write } from './article-desk';
import { askUrl } from './ask';
import { city } from './city';
import { openCityDesk } from './city-desk';
import { consoleUrl, findings, scrollsSideways, signIn, site, useBrowser } from './harness';

const TOWN = 'zhanggong-shashi';
const HOST = 'shashi.zhanggong';
/** As Word fills the clipboard. */
const PASTED = path.resolve(import.meta.dirname, '../app/console/articles/pasted/word-lists.html.txt');
const newArticle = `/console/sites/${TOWN}/articles/new`;
const browser = useBrowser();

async function signedIn() {
  const page = await browser().open();
  await signIn(page, `${TOWN}-admin`);
  return page;
}

describe("the town's administrator", () => {
  it('writes, previews and publishes; the article stands on the town and on the county', async () => {
    const page = await signedIn();
    const title = `冬季用电安全检查安排 ${newId()}`;
    await openForm(page, newArticle);
    expect(await findings(page)).toEqual([]);
    const words = '工作人员在检查配电箱';
    await write(page, {
      title,
      column: '工作动态',
      text: '本周一至周五检查。',
      attachment: '检查表.pdf',
      picture: words,
    });

    const [preview] = await Promise.all([page.context().waitForEvent('page'), press(page, '预览', '预览链接已生成')]);
    await preview.getByRole('heading', { name: title, level: 1 }).waitFor();
    await preview.waitForLoadState('load');
    expect(new URL(preview.url()).host).toBe(new URL(site(HOST)).host);
    expect(await preview.getByRole('img', { name: words }).evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(
      64,
    );
    await page.getByText('用手机看').click();
    await page.getByRole('img', { name: '预览链接的二维码' }).waitFor();
    await preview.getByLabel('您的姓名').fill('王工');
    await preview.getByRole('textbox', { name: '意见' }).fill('第二段请写明地点。');
    await preview.getByRole('button', { name: '提交意见' }).click();
    await preview.getByText('意见已交给编辑，谢谢。').waitFor();
    expect(await findings(preview)).toEqual([]);
    await page.reload();
    await page.getByText('第二段请写明地点。').waitFor();
    const attachment = preview.getByRole('link', { name: /检查表/ });
    const underPreview = await attachment.evaluate((link: HTMLAnchorElement) => link.href);
    const fileAddress = underPreview.replace(/\/preview\/[^/]+/, '');
    expect((await askUrl(underPreview)).status).toBe(200);
    expect((await askUrl(fileAddress)).status).toBe(404);
    const articleAddress = preview.url().replace(/\/preview\/[^/]+/, '');
    expect((await askUrl(articleAddress)).status).toBe(404);

    await press(page, '发布', '第 1 版已发布');
    expect(await findings(page)).toEqual([]);
    await preview.goto(articleAddress);
    await preview.getByRole('heading', { name: title, level: 1 }).waitFor();
    expect((await askUrl(fileAddress)).headers['content-type']).toBe('application/pdf');
    await preview.goto(site(HOST));
    expect(await preview.getByRole('link', { name: new RegExp(title) }).count()).toBeGreaterThan(0);
    await preview.goto(site('zhanggong'));
    expect(await preview.getByRole('link', { name: new RegExp(title) }).count()).toBeGreaterThan(0);

    await withdraw(page, '时间有误，重新发布');
    await expect.poll(async () => (await askUrl(articleAddress)).status, { timeout: 1_000 }).toBe(410);
    const gone = await askUrl(articleAddress);
    expect([gone.text.includes('这篇内容有误，已由发布单位撤回。'), gone.text.includes(title)]).toEqual([true, false]);
    expect((await askUrl(fileAddress)).status).toBe(404);
    expect((await askUrl(site('zhanggong'))).text).not.toContain(title);
  });

  it('publishes at the time that was chosen, and leads from what it replaces to it', async () => {
    const page = await signedIn();
    const old = `办事指南旧版 ${newId()}`;
    await openForm(page, newArticle);
    await write(page, { title: old, column: '通知公告', text: '以前的说明。' });
    await paste(page, readFileSync(PASTED, 'utf8'));
    await press(page, '发布', '第 1 版已发布');
    const oldDesk = page.url();
    await page.getByRole('textbox', { name: '正文' }).getByText('上午一次').waitFor();
    const oldAddress = (await page.getByRole('link', { name: /\/a\/.*\.html$/ }).getAttribute('href')) ?? '';

    const shown = (await askUrl(oldAddress)).text;
    expect(shown).toContain('<ul><li><p>每天<strong>巡护</strong>两次</p><ul><li><p>上午一次</p></li></ul></li>');
    expect([shown.includes('H<sub>2</sub>O'), shown.includes('mso-')]).toEqual([true, false]);

    const title = `办事指南新版 ${newId()}`;
    await openForm(page, newArticle);
    await write(page, { title, column: '通知公告', text: '现在的说明。' });
    await page.getByLabel('定时发布').fill('2000-01-01T08:00');
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('2000-01-01 08:00 已经过去，请选择以后的时间。').first().waitFor();
    const tomorrow = toTimeField(new Date(Date.now() + 24 * 3_600_000));
    await page.getByLabel('定时发布').fill(tomorrow);
    await press(page, '发布', `第 1 版将在 ${tomorrow.replace('T', ' ')} 发布。`);
    await page.getByRole('heading', { name: `${tomorrow.replace('T', ' ')} 发布第 1 版` }).waitFor();
    expect(await findings(page)).toEqual([]);
    const articleId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const address = site(HOST, `/a/${articleId}.html`);
    expect((await askUrl(address)).status).toBe(404);
    await page.goto(consoleUrl(`/console/sites/${TOWN}/articles?state=SCHEDULED`));
    await page
      .getByRole('row', { name: new RegExp(title) })
      .getByText(`${tomorrow.replace('T', ' ')} 发布`)
      .waitFor();
    expect(await findings(page)).toEqual([]);

    const desk = await openCityDesk(city().dataDir, city().port);
    await desk.comesDue(TOWN, articleId).finally(() => desk.close());
    await expect.poll(async () => (await askUrl(address)).status, { timeout: 10_000 }).toBe(200);

    await page.goto(oldDesk);
    await page.getByRole('link', { name: '撤回', exact: true }).click();
    await page.getByLabel('撤回的原因').fill('有了新版');
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    await page.getByText('请选择公众看到什么。').first().waitFor();
    await page.getByRole('radio', { name: '由另一篇代替' }).check();
    await page.getByLabel('代替它的文章的网址').fill(address);
    expect(await findings(page)).toEqual([]);
    await press(page, '撤回', '已撤回');
    await expect
      .poll(async () => (await askUrl(oldAddress)).headers.location, { timeout: 1_000 })
      .toBe(`/a/${articleId}.html`);
  });

  it('keeps the public text while a published article is edited', async () => {
    const page = await signedIn();
    const title = `防火巡护安排 ${newId()}`;
    await openForm(page, newArticle);
    await write(page, { title, column: '工作动态', text: '每天两次。' });
    await press(page, '发布', '已发布');
    const link = page.getByRole('link', { name: /\/a\/.*\.html$/ });
    const address = (await link.getAttribute('href')) ?? '';

    await page.getByLabel('标题', { exact: true }).fill(`${title} 更正`);
    await press(page, '保存修改', '第 2 版已保存');
    await page.getByText('公开的是第 1 版，您正在编辑第 2 版。').waitFor();
    expect((await askUrl(address)).text).not.toContain(`${title} 更正`);
    await press(page, '发布修改', '第 2 版已发布');
    expect((await askUrl(address)).text).toContain(`${title} 更正`);
  });

  it('is shown both texts when somebody saved first, and loses neither', async () => {
    const page = await signedIn();
    const title = `民生实事征集 ${newId()}`;
    await openForm(page, newArticle);
    await write(page, { title, column: '通知公告', text: '欢迎提出建议。' });
    await press(page, '保存草稿', '草稿已保存');
    const address = new URL(page.url()).pathname;

    const other = await page.context().newPage();
    await openForm(other, address);
    await other.getByLabel('标题', { exact: true }).fill(`${title} 甲`);
    await press(other, '保存草稿', '第 2 版已保存');

    await page.getByLabel('标题', { exact: true }).fill(`${title} 乙`);
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('没有保存：这篇文章刚被别人改过').waitFor();
    await page.getByText(`标题：${title} 甲`).waitFor();
    await page.getByText(`标题：${title} 乙`).waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await page.getByLabel('标题', { exact: true }).inputValue()).toBe(`${title} 乙`);
    await press(page, '以我的为准再保存', '您的内容已保存为第 3 版');

    await other.getByLabel('标题', { exact: true }).fill(`${title} 丙`);
    await other.getByRole('button', { name: '保存草稿' }).click();
    await other.getByRole('link', { name: '采用对方的' }).click();
    await expect.poll(() => other.getByLabel('标题', { exact: true }).inputValue()).toBe(`${title} 乙`);
    await other.getByRole('button', { name: '放回草稿' }).click();
    await expect.poll(() => other.getByLabel('标题', { exact: true }).inputValue()).toBe(`${title} 丙`);
  });

  it('is told who else writes, takes single fields of the other, and gets back what was typed in a closed browser', async () => {
    const page = await signedIn();
    const title = `汛期安排 ${newId()}`;
    await openForm(page, newArticle);
    await write(page, { title, column: '通知公告', text: '各村值班。' });
    await press(page, '保存草稿', '草稿已保存');
    const address = new URL(page.url()).pathname;

    const other = await browser().open();
    await signIn(other, 'zhanggong-admin');
    await openForm(other, address);
    await other.getByText(/也在编辑这篇文章/).waitFor();
    expect(await findings(other)).toEqual([]);
    await other.getByLabel('标题', { exact: true }).fill(`${title} 甲`);
    await other.getByLabel('摘要').fill('对方写的摘要');
    await press(other, '保存草稿', '第 2 版已保存');

    await page.getByLabel('标题', { exact: true }).fill(`${title} 乙`);
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByText('有 2 项不同').waitFor();
    await page.getByRole('button', { name: '摘要改用对方的' }).click();
    expect(await findings(page)).toEqual([]);
    await press(page, '以我的为准再保存', '您的内容已保存为第 3 版');
    expect([
      await page.getByLabel('标题', { exact: true }).inputValue(),
      await page.getByLabel('摘要').inputValue(),
    ]).toEqual([`${title} 乙`, '对方写的摘要']);

    await page.getByLabel('关键词').fill('防汛，值班');
    await page.getByText('已自动保存草稿，只有您能看到').waitFor();
    await page.context().close();
    const again = await signedIn();
    await openForm(again, address);
    await again.getByText(/有一份 .* 自动保存的草稿/).waitFor();
    expect(await findings(again)).toEqual([]);
    await again.getByRole('button', { name: '放回草稿' }).click();
    await expect.poll(() => again.getByLabel('关键词').inputValue()).toBe('防汛，值班');
    await press(again, '保存草稿', '第 4 版已保存');
    await again.reload();
    await again.getByRole('toolbar', { name: '正文格式' }).waitFor();
    expect(await again.getByText('自动保存的草稿').count()).toBe(0);

    await again.getByRole('link', { name: '查看各版' }).click();
    await again.getByLabel('一版', { exact: true }).selectOption('第 1 版');
    await again.getByLabel('另一版').selectOption('第 3 版');
    await again.getByRole('button', { name: '对照两版' }).click();
    await again.getByRole('heading', { name: '第 1 版与第 3 版' }).waitFor();
    await again.getByRole('region', { name: '第 3 版' }).getByText('对方写的摘要').waitFor();
    expect(await findings(again)).toEqual([]);
    await again.getByRole('link', { name: '第 1 版', exact: true }).click();
    await press(again, '恢复成新的一版', '第 1 版的内容已恢复为第 5 版，还没有公开。');
  });

  it('gets the form back after the session ended while typing', async () => {
    const page = await signedIn();
    await openForm(page, newArticle);
    await write(page, { title: '还没有保存的标题', column: '工作动态', text: '还没有保存的正文。' });
    await page.context().clearCookies();
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByLabel('用户名').fill(`${TOWN}-admin`);
    await page.getByLabel('密码', { exact: true }).fill('Zhanqun-2026');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('已放回您上次没有保存的内容').waitFor();
    expect(await page.getByLabel('标题', { exact: true }).inputValue()).toBe('还没有保存的标题');
    await page.getByRole('textbox', { name: '正文' }).getByText('还没有保存的正文。').waitFor();
    await press(page, '保存草稿', '草稿已保存');
  });

  it('is told at the field why a file or a text is refused', async () => {
    const page = await signedIn();
    await openForm(page, newArticle);
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByRole('link', { name: '请选择栏目。' }).waitFor();
    await page
      .getByLabel('添加附件')
      .setInputFiles({ name: '程序.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ program') });
    await page.getByText(/“程序.exe”：这种文件不能上传/).waitFor();
    await page.getByRole('button', { name: '图片', exact: true }).click();
    await page.getByRole('button', { name: '插入', exact: true }).click();
    await page.getByText('请写替代文字').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it.each(['articles', 'articles/new', 'columns', 'column-board', 'review', 'shared', 'shared?view=own', 'home-page'])(
    'finds the page %s without fault, at 360 px too',
    async (rest) => {
      const page = await browser().open({ width: 360 });
      await signIn(page, `${TOWN}-admin`);
      await page.goto(consoleUrl(`/console/sites/${TOWN}/${rest}`));
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await scrollsSideways(page)).toBe(false);
      expect(await findings(page)).toEqual([]);
    },
  );
});

describe('the columns and the home page of a town', () => {
  it('take a new column, move it, put a block for it on the home page and take both away', async () => {
    const page = await signedIn();
    const code = `x${newId()}`;
    const name = `公开栏 ${code.slice(-6)}`;
    await page.goto(consoleUrl(`/console/sites/${TOWN}/columns`));
    await page.getByLabel('名称', { exact: true }).fill(name);
    await page.getByLabel('代码').fill(code);
    await press(page, '建栏目', `栏目“${name}”已建好`);
    await page.getByRole('button', { name: `上移 ${name}` }).click();
    await page.getByRole('link', { name }).click();
    await page.getByLabel('移到哪个栏目下面').selectOption({ label: '政务动态' });
    await press(page, '移动', '栏目已移动');

    await page.goto(consoleUrl(`/console/sites/${TOWN}/home-page`));
    await page.getByRole('button', { name: '添加 联系卡片' }).click();
    const added = page.locator('ol > li').last();
    await added.locator('summary').click();
    await added.getByLabel('标题').fill(`来访 ${code}`);
    await page.keyboard.press('Alt+ArrowUp');
    await press(page, '保存首页', '首页已保存');
    expect((await askUrl(site(HOST))).text).toContain(`来访 ${code}`);
    await page.getByRole('button', { name: `移除 联系我们 · 来访 ${code}` }).click();
    await press(page, '保存首页', '首页已保存');
    expect((await askUrl(site(HOST))).text).not.toContain(`来访 ${code}`);

    await page.goto(consoleUrl(`/console/sites/${TOWN}/columns`));
    await page.getByRole('link', { name }).click();
    await page.getByRole('link', { name: '删除这个栏目' }).click();
    await press(page, '删除', '栏目已删除');
  });

  it('are put elsewhere by keys and by dragging, taken back, and kept apart from what others moved meanwhile', async () => {
    const page = await signedIn();
    await page.goto(consoleUrl(`/console/sites/${TOWN}/columns`));
    const names = () => page.locator('[data-row] a').allTextContents();
    const before = await names();
    const [first = '', second = ''] = before;
    const grip = (name: string) => page.getByRole('button', { name: `移动“${name}”` });
    await grip(second).press('Space');
    await page.keyboard.press('ArrowUp');
    await page.getByRole('status').filter({ hasText: '第一层，排在最前面' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByText(`“${second}”移到了第一层，排在最前面。`).waitFor();
    expect((await names()).indexOf(second)).toBe(0);
    await page.getByRole('button', { name: '移回原处' }).click();
    await expect.poll(names).toEqual(before);

    const other = await page.context().newPage();
    await other.goto(page.url());
    const box = await grip(first).boundingBox();
    const target = await grip(before.at(-1) ?? '').boundingBox();
    if (!box || !target) throw new Error('The rows have no grips.');
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 10, target.y + target.height, { steps: 6 });
    await other.getByRole('button', { name: `下移 ${second}` }).click();
    await expect.poll(() => other.locator('[data-row] a').allTextContents()).not.toEqual(before);
    await page.mouse.up();
    await page.getByText('这次移动没有保存').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '仍然这样移动' }).click();
    await page.getByText('这次移动没有保存').waitFor({ state: 'detached' });
    await expect.poll(async () => (await names()).at(-1)).not.toBe(before.at(-1));
    await page.getByRole('button', { name: '移回原处' }).click();
    await other.getByRole('button', { name: `上移 ${second}` }).click();
  });

  it('show both lists when somebody saved the home page first', async () => {
    const page = await signedIn();
    const address = consoleUrl(`/console/sites/${TOWN}/home-page`);
    await page.goto(address);
    const other = await page.context().newPage();
    await other.goto(address);
    await other.getByRole('button', { name: '添加 山水横幅' }).click();
    await press(other, '保存首页', '首页已保存');

    await page.getByRole('button', { name: '添加 联系卡片' }).click();
    await page.getByRole('button', { name: '保存首页' }).click();
    await page.getByText('没有保存：首页刚被别人改过').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: '采用对方的' }).click();
    await page.getByText('有一份写于内容更新之前的草稿').waitFor();
    await page.getByRole('button', { name: '不要这份草稿' }).click();
    await page
      .getByRole('button', { name: /移除 图片横幅/ })
      .last()
      .click();
    await press(page, '保存首页', '首页已保存');
    expect(await page.getByText('有一份写于内容更新之前的草稿').count()).toBe(0);
  });

  it('name who keeps a column, show it on the board as empty, and lead on when it is merged into another', async () => {
    const page = await signedIn();
    const code = `m${newId()}`;
    const name = `并栏 ${code.slice(-6)}`;
    await page.goto(consoleUrl(`/console/sites/${TOWN}/columns`));
    await page.getByLabel('名称', { exact: true }).fill(name);
    await page.getByLabel('代码').fill(code);
    await press(page, '建栏目', `栏目“${name}”已建好`);
    await page.getByRole('link', { name }).click();
    await page.getByLabel('更新周期').fill('一周');
    await page.getByRole('group', { name: '负责编辑' }).getByRole('checkbox').first().check();
    await page.getByRole('button', { name: '保存栏目' }).click();
    await page.getByRole('link', { name: '更新周期请填整数。' }).waitFor();
    await page.getByLabel('更新周期').fill('7');
    await press(page, '保存栏目', '栏目已保存');
    expect(await findings(page)).toEqual([]);

    await page.goto(consoleUrl(`/console/sites/${TOWN}/column-board?q=${encodeURIComponent(name)}`));
    await page.getByText('每 7 天').first().waitFor();
    await page.getByRole('table').getByText('没有内容').first().waitFor();

    await page.goto(consoleUrl(`/console/sites/${TOWN}/columns`));
    await page.getByRole('link', { name }).click();
    await page.getByRole('link', { name: '并入另一个栏目' }).click();
    await page.getByLabel('并入哪个栏目').selectOption({ label: '　工作动态' });
    await press(page, '开始合并', '已开始合并');
    await expect.poll(async () => (await askUrl(site(HOST, `/c/${code}/`))).status, { timeout: 15_000 }).toBe(301);
  });

  it('keep what was saved of a column and offer nothing back', async () => {
    const page = await signedIn();
    await page.goto(consoleUrl(`/console/sites/${TOWN}/columns`));
    await page.getByRole('link', { name: '通知公告' }).click();
    await page.getByRole('heading', { name: '通知公告', level: 1 }).waitFor();
    const words = `通知和公告 ${newId()}`;
    await page.getByLabel('栏目描述').fill(words);
    await press(page, '保存栏目', '栏目已保存');
    expect(await page.getByLabel('栏目描述').inputValue()).toBe(words);
    expect(await page.getByRole('button', { name: '放回草稿' }).count()).toBe(0);
    expect((await askUrl(site(HOST, '/c/tongzhi/'))).text).toContain(words);
  });
});
