import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sanitiseBody } from '@zhanqun/articles/server';
import { describe, expect, it } from 'vitest';
import { cleanPaste, isFromOffice } from './clean-paste';

const pasted = (name: string) => readFileSync(path.join(import.meta.dirname, 'pasted', `${name}.html.txt`), 'utf8');

describe('what Word puts on the clipboard', () => {
  it('becomes headings, nested lists by their markers, and marks, without the pictures of the other machine', () => {
    const html = cleanPaste(pasted('word-lists'));
    expect(html).toBe(
      '<h2>关于做好森林防火工作的通知</h2>' +
        '<p>各村（居）委会：</p>' +
        '<ul><li><p>每天<b>巡护</b>两次</p><ul><li><p>上午一次</p></li></ul></li><li><p>节假日加倍</p></li></ul>' +
        '<ol><li><p>先报告</p></li><li><p>后处置</p></li></ol>' +
        '<p>水的化学式是H<sub>2</sub>O［此处有图片，请用“图片”按钮上传］</p>',
    );
  });

  it('keeps notes as raised numbers with their sources under the text', () => {
    expect(cleanPaste(pasted('word-footnotes'))).toMatch(
      /^<p>全县森林覆盖率为76\.2%<sup>\[1\]<\/sup>，比上年提高。<\/p>(?:<br>)?<p><sup>\[1\]<\/sup> ?县林业局2025年统计公报。<\/p>$/,
    );
  });
});

describe('what WPS puts on the clipboard', () => {
  it('keeps numbered headings as written, marks made by styles, and joined cells', () => {
    expect(cleanPaste(pasted('wps-table'))).toBe(
      '<p>一、<b><strong>值班安排</strong></b></p>' +
        '<p><strong>重要：</strong><sup>①</sup>按时到岗</p>' +
        '<table><tr><td colspan="2"><p>人员</p></td><td rowspan="2"><p>电话</p></td></tr>' +
        '<tr><td><p>张三</p></td><td><p>李四</p></td></tr></table>',
    );
  });
});

it.each(['word-lists', 'word-footnotes', 'wps-table'])(
  '%s brings no sign that the document does not have, and nothing of its program',
  (name) => {
    const words = (html: string) => html.replace(/<[^>]*>|&nbsp;|\s/g, '');
    const body = sanitiseBody(cleanPaste(pasted(name)));
    expect(body).not.toMatch(/mso|style=|class=|o:p/i);
    const source = `${words(pasted(name))}［此处有图片，请用“图片”按钮上传］`;
    for (const word of words(body)) expect(source).toContain(word);
    expect(isFromOffice(pasted(name))).toBe(true);
  },
);

it('is not asked for what comes from a page of the web', () => {
  expect(isFromOffice('<p>一段<strong>文字</strong></p>')).toBe(false);
});

it('lets nothing act: links that run code and addresses of the other machine are words only', () => {
  const html = cleanPaste(
    '<p class=MsoNormal><a href="javascript:alert(1)">看</a><a href="file:///C:/a.doc">文件</a><script>x()</script></p>',
  );
  expect(html).toBe('<p>看文件</p>');
});
