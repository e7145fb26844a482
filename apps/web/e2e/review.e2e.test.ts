import { newId } from '@zhanqun/kit';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openForm, press, write } from './article-desk';
import { askUrl } from './ask';
import { consoleUrl, findings, scrollsSideways, signIn, site, useBrowser } from './harness';

const COUNTY = 'zhanggong';
const browser = useBrowser();

async function signedIn(username: string, width = 1440): Promise<Page> {
  const page = await browser().open({ width });
  await signIn(page, username);
  return page;
}

/** Opens the levels of a column, as the county's administrator where nobody else is named. */
async function openChain(column: string, username = `${COUNTY}-admin`): Promise<Page> {
  const page = await signedIn(username);
  await page.goto(consoleUrl(`/console/sites/${COUNTY}/review`));
  await page.getByRole('link', { name: column, exact: true }).click();
  await page.getByRole('heading', { name: `“${column}”的审核流程` }).waitFor();
  return page;
}

async function setLevels(page: Page, places: string[]): Promise<void> {
  for (const [index, place] of places.entries()) {
    await page
      .getByRole('group', { name: `第 ${index + 1} 级` })
      .getByLabel('由谁审核')
      .selectOption(place);
  }
  await page.getByRole('button', { name: '保存流程' }).click();
}

/** Opens an item from the reader's inbox. */
async function openFromInbox(page: Page, title: string): Promise<void> {
  await page.goto(consoleUrl('/console/reviews'));
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
}

describe('an article of a column with three levels', () => {
  it('goes from the editor past three others, once back and once more, and is then public', async () => {
    const column = '通知公告';
    const admin = await openChain(column);
    await setLevels(admin, ['SITE', 'SITE', 'SITE', 'SITE']);
    await admin
      .getByText(/第 4 级“四审”没有人可以审核/)
      .first()
      .waitFor();
    expect(await findings(admin)).toEqual([]);
    await setLevels(admin, ['SITE', 'SITE', 'ABOVE', '']);
    await admin.getByLabel('操作结果').getByText('审核流程已保存').waitFor();

    const title = `汛期值班安排 ${newId()}`;
    const editor = await signedIn(`${COUNTY}-editor`);
    await openForm(editor, `/console/sites/${COUNTY}/articles/new`);
    await write(editor, { title, column, text: '值班电话每天有人接听。' });
    await press(editor, '提交审核', '已提交审核，3 级都通过后自动发布。');
    await editor.getByText('要由另一个人审核').or(editor.getByText('等待审核员审核')).waitFor();
    expect(await findings(editor)).toEqual([]);
    const address = editor.url();

    const reviewer = await signedIn(`${COUNTY}-reviewer`, 360);
    await reviewer.getByRole('link', { name: /^通知，[1-9]\d* 条未读$/ }).click();
    await reviewer.getByRole('heading', { name: '通知', level: 1 }).waitFor();
    expect(await findings(reviewer)).toEqual([]);
    expect(await scrollsSideways(reviewer)).toBe(false);
    await reviewer.getByRole('link', { name: `“${title}”等您审核` }).click();
    await reviewer.getByRole('heading', { name: title, level: 1 }).waitFor();
    expect(await findings(reviewer)).toEqual([]);
    expect(await scrollsSideways(reviewer)).toBe(false);
    await reviewer.getByRole('button', { name: '退回修改' }).click();
    await reviewer.getByText('请写明要修改什么，至少 2 个字。').first().waitFor();
    await reviewer.getByLabel('审核意见').fill('请写上值班电话。');
    await reviewer.evaluate(() => {
      const words = document.querySelector('[data-checked="body"] p')?.firstChild;
      if (words) getSelection()?.setBaseAndExtent(words, 4, words, 7);
    });
    await reviewer.getByRole('button', { name: '为选中的文字写意见' }).click();
    await reviewer.getByLabel('第 1 处意见').fill('写明早晚。');
    expect(await findings(reviewer)).toEqual([]);
    await press(reviewer, '退回修改', '已退回');
    expect(await reviewer.getByRole('link', { name: title }).count()).toBe(0);

    await editor.goto(address);
    await editor.getByText('请写上值班电话。').waitFor();
    await expect.poll(() => editor.locator('.zc-noted').allTextContents()).toEqual(['每天有']);
    await editor.getByRole('link', { name: '“每天有”' }).press('Enter');
    await expect.poll(() => editor.evaluate(() => String(getSelection()))).toBe('每天有');
    await press(editor, '已处理：每天有', '这一处意见已处理。');
    expect(await editor.locator('.zc-noted').count()).toBe(0);
    await editor.getByLabel('摘要').fill('值班电话 0797-1234567。');
    await press(editor, '提交审核', '第 2 版已提交审核');

    await openFromInbox(reviewer, title);
    await press(reviewer, '通过', '已通过，转到第 2 级“复审”。');
    await admin.goto(consoleUrl('/console/reviews'));
    expect(await findings(admin)).toEqual([]);
    await openFromInbox(admin, title);
    await press(admin, '通过', '已通过，转到第 3 级“终审”。');
    const home = site(COUNTY);
    expect((await askUrl(home)).text).not.toContain(title);

    const office = await signedIn('office');
    await openFromInbox(office, title);
    await press(office, '通过并发布', '已通过并发布');
    await expect.poll(async () => (await askUrl(home)).text, { timeout: 1_000 }).toContain(title);

    await editor.goto(address);
    await editor.getByText('公开的就是第 2 版。').waitFor();
    await editor.goto(consoleUrl('/console/account/notices'));
    await editor.getByLabel('通知邮箱').fill('不是邮箱');
    await editor.getByRole('button', { name: '保存' }).click();
    await editor.getByText('邮箱应形如 name@example.gov.cn。').first().waitFor();
    expect(await findings(editor)).toEqual([]);
    await editor.getByLabel('通知邮箱').fill('editor@example.gov.cn');
    await press(editor, '保存', '邮箱已保存');
    await office.goto(consoleUrl('/console/outbox?state=WAITING'));
    await office.getByText('没有开启邮件，这里的邮件都不会发出').waitFor();
    await office.getByRole('cell', { name: `审核通过：“${title}”审核通过，已经发布` }).waitFor();
    await office.getByText('e***@example.gov.cn').first().waitFor();
    expect(await findings(office)).toEqual([]);
    const again = await openChain(column, 'office');
    await press(again, '改回本站的流程', '已改回本站的审核流程');
  });

  it('can be taken back by its writer while it waits', async () => {
    const column = '通知公告';
    const admin = await openChain(column);
    await setLevels(admin, ['SITE']);
    await admin.getByLabel('操作结果').getByText('审核流程已保存').waitFor();
    const editor = await signedIn(`${COUNTY}-editor`);
    await openForm(editor, `/console/sites/${COUNTY}/articles/new`);
    await write(editor, { title: `收回的稿件 ${newId()}`, column, text: '还要再改。' });
    await press(editor, '提交审核', '已提交审核');
    await press(editor, '收回', '已收回，可以修改了。');
    await editor.getByRole('toolbar', { name: '正文格式' }).waitFor();
    const again = await openChain(column);
    await press(again, '改回本站的流程', '已改回本站的审核流程');
  });
});

describe('several articles in the inbox', () => {
  it('are ticked and approved with the keyboard, and one that is held back stays with the reason', async () => {
    const column = '通知公告';
    const admin = await openChain(column);
    await setLevels(admin, ['SITE']);
    await admin.getByLabel('操作结果').getByText('审核流程已保存').waitFor();
    const batch = newId();
    const editor = await signedIn(`${COUNTY}-editor`);
    for (const text of ['正常的公告。', '值班手机 13812345678。']) {
      await openForm(editor, `/console/sites/${COUNTY}/articles/new`);
      await write(editor, { title: `${batch} ${text.slice(0, 4)}`, column, text });
      await press(editor, '提交审核', '已提交审核');
    }
    const reviewer = await signedIn(`${COUNTY}-reviewer`);
    await reviewer.goto(consoleUrl(`/console/reviews?q=${batch}&site=${COUNTY}&level=1`));
    await reviewer.getByText('x 勾选').waitFor();
    for (const key of ['j', 'x', 'j', 'x']) await reviewer.keyboard.press(key);
    await reviewer.getByText('已选 2 条（本页 2 条）').waitFor();
    expect(await findings(reviewer)).toEqual([]);
    await reviewer.getByRole('button', { name: '通过所选' }).click();
    await reviewer.getByText('已通过 1 篇，其中 1 篇已发布，1 项没有完成').waitFor();
    await reviewer.getByRole('cell', { name: /发布前检查有 1 处必须处理/ }).waitFor();
    await expect.poll(() => reviewer.getByRole('row').filter({ hasText: batch }).count()).toBe(1);
    expect(await findings(reviewer)).toEqual([]);
    await reviewer.setViewportSize({ width: 360, height: 800 });
    expect(await scrollsSideways(reviewer)).toBe(false);
    await reviewer.setViewportSize({ width: 1440, height: 800 });
    // The list's keys can be switched off, and Enter opens the row that has the focus.
    await reviewer.getByRole('button', { name: '关闭快捷键' }).click();
    await reviewer.keyboard.press('j');
    expect(await reviewer.evaluate(() => document.activeElement?.hasAttribute('data-row-link'))).toBe(false);
    await reviewer.getByRole('button', { name: '开启列表快捷键' }).click();
    await reviewer.keyboard.press('j');
    await reviewer.keyboard.press('Enter');
    await reviewer.getByRole('heading', { name: new RegExp(batch), level: 1 }).waitFor();
    const again = await openChain(column);
    await press(again, '改回本站的流程', '已改回本站的审核流程');
  });
});

describe('a reviewer who is away', () => {
  it('names a colleague, who finds the article, passes it in that name, and may do so no more when it ends', async () => {
    const column = '通知公告';
    const admin = await openChain(column);
    await setLevels(admin, ['SITE']);
    await admin.getByLabel('操作结果').getByText('审核流程已保存').waitFor();
    const reviewer = await signedIn(`${COUNTY}-reviewer`);
    await reviewer.goto(consoleUrl('/console/reviews'));
    await reviewer.getByRole('link', { name: '请假代理' }).click();
    await reviewer.getByLabel('代理人').selectOption({ label: '章贡区编辑（章贡区人民政府）' });
    await reviewer.getByLabel('理由').fill('外出培训');
    await reviewer.getByLabel('从什么时候').fill('2026-01-01T08:00');
    await reviewer.getByLabel('到什么时候').fill('2025-01-01T08:00');
    await reviewer.getByRole('button', { name: '安排代理' }).click();
    await reviewer.getByText('结束的时间要在开始以后。').first().waitFor();
    expect(await reviewer.getByLabel('理由').inputValue()).toBe('外出培训');
    const shanghai = (hours: number) => new Date(Date.now() + (hours + 8) * 3_600_000).toISOString().slice(0, 16);
    await reviewer.getByLabel('从什么时候').fill(shanghai(-1));
    await reviewer.getByLabel('到什么时候').fill(shanghai(2));
    await press(reviewer, '安排代理', '代理已安排');
    await reviewer.getByText('代理中').waitFor();
    expect(await findings(reviewer)).toEqual([]);

    const title = `代审的稿件 ${newId()}`;
    await openForm(admin, `/console/sites/${COUNTY}/articles/new`);
    await write(admin, { title, column, text: '照常办理。' });
    await press(admin, '提交审核', '已提交审核');

    const deputy = await signedIn(`${COUNTY}-editor`);
    await openFromInbox(deputy, title);
    await deputy.getByText('您代章贡区审核员审核，日志会写明。').waitFor();
    expect(await findings(deputy)).toEqual([]);
    await press(deputy, '通过并发布', '已通过并发布');
    await admin.goto(consoleUrl(`/console/sites/${COUNTY}/log`));
    await admin.getByText(`代章贡区审核员：第 1 级“初审”（共 1 级）审核通过“${title}”第 1 版`).first().waitFor();

    await press(reviewer, '结束章贡区编辑的代理', '代理已结束');
    await deputy.goto(consoleUrl('/console/reviews'));
    await deputy.getByText('您没有使用这个页面的权限').first().waitFor();
    const again = await openChain(column);
    await press(again, '改回本站的流程', '已改回本站的审核流程');
  });
});

describe('an article with a mobile number in it', () => {
  it('shows at its place what was found, is held back, keeps what was typed, and is published by a reviewer who says why', async () => {
    const page = await signedIn(`${COUNTY}-reviewer`);
    let title = `布署值班公告 ${newId()}`;
    await openForm(page, `/console/sites/${COUNTY}/articles/new`);
    await write(page, { title, column: '通知公告', text: '值班布署手机 13812345678。' });
    await press(page, '保存草稿', '草稿已保存');
    await page.getByRole('heading', { name: '发布前检查' }).waitFor();
    const body = page.getByRole('textbox', { name: '正文' });
    await expect.poll(() => body.locator('.zc-found').allTextContents()).toEqual(['布署', '13812345678']);
    // By key from the list to the place in the text, also after words were typed before it.
    await body.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('公告：');
    await page.getByRole('link', { name: '…值班布署手机 138****5678。…' }).press('Enter');
    const selected = () => page.evaluate(() => `${document.activeElement?.id} ${getSelection()}`);
    await expect.poll(selected).toBe('field-body 13812345678');
    const list = page.getByRole('region', { name: '发布前检查' });
    await list.getByRole('listitem').filter({ hasText: '正文' }).getByRole('button', { name: '替换为“部署”' }).click();
    await body.getByText('公告：值班部署手机 13812345678。').waitFor();
    await list.getByText('已改动').waitFor();
    await list.getByRole('listitem').filter({ hasText: '标题' }).getByRole('button', { name: '替换为“部署”' }).click();
    title = title.replace('布署', '部署');
    expect(await page.getByLabel('标题', { exact: true }).inputValue()).toBe(title);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('请修改，或在这里写明必须原样公开的理由。').first().waitFor();
    expect(await page.getByLabel('标题', { exact: true }).inputValue()).toBe(title);
    expect(await findings(page)).toEqual([]);
    await page.getByLabel('放行的理由').fill('值班手机，本人同意公开');
    await press(page, '发布', '已发布');
    expect((await askUrl(site(COUNTY))).text).toContain(title);
  });
});
