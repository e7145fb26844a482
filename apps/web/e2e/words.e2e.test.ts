import { newId } from '@zhanqun/kit';
import { describe, expect, it } from 'vitest';
import { openForm, press, write } from './article-desk';
import { askUrl } from './ask';
import { consoleUrl, findings, scrollsSideways, signIn, site, useBrowser } from './harness';

const COUNTY = 'zhanggong';
const browser = useBrowser();

describe('a word that the city office blocks', () => {
  it('holds a text back in every disguise until a reviewer says why, and is let off when it is taken off', async () => {
    const office = await browser().open({ width: 1440 });
    await signIn(office, 'office');
    await office.goto(consoleUrl('/console/words'));
    await office.getByRole('heading', { name: '全市词库', level: 1 }).waitFor();
    expect(await findings(office)).toEqual([]);
    await office.getByRole('link', { name: '添加词语' }).click();
    await office.getByRole('heading', { name: '添加词语', level: 1 }).waitFor();
    // Chinese signs only: between Latin ones a space is a space.
    const other = [...newId().slice(-4)].map((sign) => String.fromCodePoint(0x4e00 + 7 * (sign.codePointAt(0) ?? 0)));
    const phrase = `秘传药方${other.join('')}`;
    await office.getByLabel('词语', { exact: true }).fill(phrase);
    await office.getByRole('button', { name: '保存' }).click();
    await office.getByText('请选择类别。').first().waitFor();
    expect(await office.getByLabel('词语', { exact: true }).inputValue()).toBe(phrase);
    expect(await findings(office)).toEqual([]);
    await office.getByRole('radio', { name: /^敏感词/ }).check();
    await office.getByRole('radio', { name: /^拦截/ }).check();
    await press(office, '保存', '已保存，词库现在是第');

    const reviewer = await browser().open({ width: 360 });
    await signIn(reviewer, `${COUNTY}-reviewer`);
    const title = `集市公告 ${newId()}`;
    await openForm(reviewer, `/console/sites/${COUNTY}/articles/new`);
    await write(reviewer, { title, column: '通知公告', text: `集市上有人卖${phrase.split('').join(' ')}。` });
    await press(reviewer, '保存草稿', '草稿已保存');
    await reviewer.getByText(`“${phrase}”在敏感词里，请核实或改写。`).waitFor();
    expect(await findings(reviewer)).toEqual([]);
    expect(await scrollsSideways(reviewer)).toBe(false);
    await reviewer.getByRole('button', { name: '发布', exact: true }).click();
    await reviewer.getByText('请修改，或在这里写明必须原样公开的理由。').first().waitFor();
    await reviewer.getByLabel('放行的理由').fill('原文如此，已核实');
    await press(reviewer, '发布', '已发布');
    expect((await askUrl(site(COUNTY))).text).toContain(title);

    await office.getByLabel('词语', { exact: true }).fill(phrase);
    await office.getByRole('button', { name: '查找', exact: true }).click();
    // What is ticked in the list from before is gone with it.
    await office.waitForURL((url) => url.searchParams.get('q') === phrase);
    await office.getByRole('checkbox', { name: phrase }).check();
    await press(office, '删除所选', '已删除 1 个词');
    const address = reviewer.url();
    await reviewer.goto(address);
    await reviewer.getByRole('heading', { name: title, level: 1 }).waitFor();
    expect(await reviewer.getByRole('heading', { name: '发布前检查' }).count()).toBe(0);
  });
});
