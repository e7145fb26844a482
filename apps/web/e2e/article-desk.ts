import { pdfBytes, pngBytes } from '@zhanqun/media/testing';
import type { Page } from 'playwright-core';
import { consoleUrl } from './harness';

/** The article's form, open and with its editor loaded. */
export async function openForm(page: Page, path: string): Promise<void> {
  await page.goto(consoleUrl(path));
  await page.getByRole('toolbar', { name: '正文格式' }).waitFor();
}

export interface Written {
  title: string;
  column: string;
  text: string;
  /** Name of a PDF to attach. */
  attachment?: string;
  /** Words for a picture to put in. */
  picture?: string;
}

/** Types a new article into its form and leaves it there, not saved. */
export async function write(page: Page, { title, column, text, attachment, picture }: Written): Promise<void> {
  await page.getByLabel('标题', { exact: true }).fill(title);
  const choice = page.getByLabel('栏目', { exact: true }).locator('option', { hasText: column });
  await page.getByLabel('栏目', { exact: true }).selectOption(await choice.first().getAttribute('value'));
  await page.getByRole('textbox', { name: '正文' }).click();
  await page.keyboard.type(text);
  if (picture) await insertPicture(page, picture);
  if (attachment) {
    await page
      .getByLabel('添加附件')
      .setInputFiles({ name: attachment, mimeType: 'application/pdf', buffer: Buffer.from(pdfBytes(attachment)) });
    await page.getByRole('link', { name: attachment }).waitFor();
  }
}

/** Pastes what another program put on the clipboard, where the cursor stands in the text. */
export async function paste(page: Page, html: string): Promise<void> {
  await page.getByRole('textbox', { name: '正文' }).evaluate((target, markup) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', markup);
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, html);
}

async function insertPicture(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: '图片', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '插入图片' });
  await dialog
    .getByLabel('图片', { exact: true })
    .setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: Buffer.from(await pngBytes('#2f6f5f', 64)) });
  await dialog.getByLabel('替代文字').fill(words);
  await dialog.getByRole('button', { name: '插入' }).click();
  await page.getByRole('textbox', { name: '正文' }).getByRole('img', { name: words }).waitFor();
}

/** Presses a button of a form, and waits for the answer and for what the console says about it. */
export async function press(page: Page, button: string | RegExp, said: string | RegExp): Promise<void> {
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  await page.getByLabel('操作结果').getByText(said).waitFor();
}

/** Takes the open article from the public, for the reason given; visitors are told this much of it. */
export async function withdraw(page: Page, reason: string, told = '内容有误'): Promise<void> {
  await page.getByRole('link', { name: '撤回', exact: true }).click();
  await page.getByRole('radio', { name: told }).check();
  await page.getByLabel('撤回的原因').fill(reason);
  await press(page, '撤回', '已撤回');
}
