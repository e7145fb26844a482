import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pngBytes } from '@zhanqun/media/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { openSource } from '../src/readers/archive.server';
import { readOriginalDate } from '../src/readers/original-date';
import { readSource } from '../src/readers/read-source.server';
import type { SourceItem } from '../src/readers/source-item';
import { readWordPressBody } from '../src/readers/wordpress-body';
import { readWxr, readWxrHead } from '../src/readers/wxr.server';
import type { FieldMap } from '../src/schema';
import { docxOf, wxrOf, zipOf } from '../src/testing';

const NOW = new Date('2026-11-23T08:00:00Z');
const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-readers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function opened(name: string, bytes: Uint8Array | string) {
  const file = path.join(folder, 'source');
  writeFileSync(file, bytes);
  return readSource(await openSource(file, name), NOW);
}

async function read(name: string, bytes: Uint8Array | string, fields?: FieldMap) {
  const source = await opened(name, bytes);
  const items: (SourceItem & { refusal?: string })[] = [];
  for await (const item of source.items(fields ?? source.nature.fields)) items.push(item);
  return { ...source.nature, items };
}

describe('a WordPress export', () => {
  it('gives posts and pages with author, column, tags, time and address, and nothing else', async () => {
    const { kind, base, ignored, items } = await read(
      'export.xml',
      wxrOf([
        { id: 7, title: '修路 & 通水', content: '第一段\n\n第二段', categories: ['本地新闻', '要闻'], tags: ['水利'] },
        { id: 8, title: '镇情', type: 'page', content: '<p>好</p>', link: 'https://old.town.example/about/' },
        { id: 9, title: '菜单', type: 'nav_menu_item' },
        { id: 10, title: '扔掉的', status: 'trash' },
        { id: 11, title: '没写完', status: 'draft', gmt: '0000-00-00 00:00:00', date: '0000-00-00 00:00:00' },
        { id: 12, title: '有密码', password: 'x' },
      ]),
    );
    expect({ kind, base, ignored }).toEqual({ kind: 'WXR', base: 'https://old.town.example', ignored: 2 });
    expect(items.map(({ title, wasPublic }) => [title, wasPublic])).toEqual([
      ['修路 & 通水', true],
      ['镇情', true],
      ['没写完', false],
      ['有密码', false],
    ]);
    expect(items[0]).toMatchObject({
      body: '<p>第一段</p>\n<p>第二段</p>',
      author: '张小禾',
      column: '本地新闻',
      keywords: '水利',
      originalAt: new Date('2019-05-12T00:30:00Z'),
      originalUrl: 'https://old.town.example/?p=7',
      notes: ['旧网站上属于多个栏目：本地新闻、要闻，迁入第一个。'],
    });
    expect(items[1]).toMatchObject({ column: '页面', originalUrl: 'https://old.town.example/about/' });
    expect(items[2]?.originalAt).toBeUndefined();
  });

  it('finds the files of a gallery and of an entry though they stand behind it', async () => {
    const { items } = await read(
      'export.xml',
      wxrOf([
        { id: 1, title: '图片新闻', content: '看图：\n\n[gallery ids="21,22"]' },
        { id: 21, title: '大桥', type: 'attachment', attachmentUrl: 'https://old.town.example/u/bridge.jpg' },
        { id: 22, title: '水渠', type: 'attachment', attachmentUrl: 'https://old.town.example/u/canal.jpg' },
        { id: 23, title: '表', type: 'attachment', parent: 1, attachmentUrl: 'https://old.town.example/u/list.pdf' },
      ]),
    );
    expect(items[0]?.body).toContain('<img src="https://old.town.example/u/bridge.jpg" alt="大桥">');
    expect(items[0]?.body).toContain('canal.jpg');
    expect(items[0]?.attachments).toEqual(['https://old.town.example/u/list.pdf']);
  });

  it('is read as its entries are asked for: nothing of a long file is held that has been given', async () => {
    const [head = '', tail = ''] = wxrOf([{ id: 1, title: 'X', content: 'Y'.repeat(3_000) }]).split(/(?=<item>)/);
    const [one = '', end = ''] = tail.split(/(?<=<\/item>\n)/);
    let taken = 0;
    async function* file() {
      yield Buffer.from(head);
      for (; taken < 2_000; taken += 1) yield Buffer.from(one);
      yield Buffer.from(end);
    }
    const known = { base: '', authors: new Map(), files: new Map(), filesOf: new Map(), ignored: 0 };
    let count = 0;
    for await (const item of readWxr(file(), known, NOW)) {
      expect(item.title).toBe('X');
      expect(taken - count).toBeLessThan(2);
      count += 1;
    }
    expect(count).toBe(2_000);
  });

  it.each([
    ['cut off', (wxr: string) => wxr.slice(0, wxr.length - 200), '读到中途就断了'],
    [
      'with an entity bomb',
      (wxr: string) => wxr.replace('<rss', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<rss'),
      'DOCTYPE',
    ],
    ['that is another feed', () => '<rss version="2.0"><channel><title>x</title></channel></rss>', '不是 WordPress'],
    ['of another encoding than it says', (wxr: string) => Buffer.from(wxr, 'utf16le'), '读到中途就断了'],
  ])('%s is refused with a sentence', async (_, make, sentence) => {
    await expect(read('export.xml', make(wxrOf([{ id: 1, title: '标题' }])))).rejects.toThrow(sentence);
  });

  it('is refused when one text never ends', async () => {
    async function* file() {
      yield Buffer.from(wxrOf([]).replace('</channel>\n</rss>\n', '<item><title><![CDATA['));
      for (let n = 0; n < 40; n += 1) yield Buffer.alloc(1024 * 1024, 97);
    }
    await expect(readWxrHead(file())).rejects.toThrow('长得不正常');
  });

  it('loses the characters that XML forbids, not the entry', async () => {
    const { items } = await read('export.xml', wxrOf([{ id: 1, title: '标\u0008题', content: '\u000b正文' }]));
    expect(items[0]).toMatchObject({ title: '标题', body: '<p>正文</p>' });
  });
});

describe('the body of an entry', () => {
  const none = { byId: () => undefined, ofEntry: [] };
  it('keeps captions, drops the marks of blocks, names short codes it does not know', () => {
    const { html, unknownCodes } = readWordPressBody(
      '<!-- wp:paragraph -->\n<p>甲</p>\n<!-- /wp:paragraph -->\n[caption id="a"]<img src="x.jpg" alt="桥"> 新桥通车[/caption]\n乙[1]\n丙[contact-form id="3"]',
      none,
    );
    expect(html).toContain('<p>甲</p>');
    expect(html).toContain('<figure><img src="x.jpg" alt="桥"><figcaption>新桥通车</figcaption></figure>');
    expect(html).toContain('<p>乙[1]<br>丙</p>');
    expect(html).not.toContain('wp:');
    expect(unknownCodes).toEqual(['contact-form']);
  });

  it('leaves preformatted lines alone', () => {
    expect(readWordPressBody('甲\n<pre>1\n\n2</pre>', none).html).toContain('<pre>1\n\n2</pre>');
  });
});

describe('a page of an old site', () => {
  const page = (head: string, body: string) => `<html><head>${head}</head><body>${body}</body></html>`;
  // 标题, 正文 and the rest in GBK, which no encoder of this machine writes.
  const GBK: Record<string, number[]> = { 标题: [0xb1, 0xea, 0xcc, 0xe2], 正文: [0xd5, 0xfd, 0xce, 0xc4] };
  const gbk = (text: string) =>
    Buffer.concat(text.split(/(标题|正文)/).map((part) => Buffer.from(GBK[part] ?? Buffer.from(part, 'latin1'))));

  it.each([
    ['declared as gb2312', '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'],
    ['declared as UTF-8 though it is not', '<meta charset="utf-8">'],
    ['declared as nothing', ''],
  ])('in GBK, %s, is read', async (_, meta) => {
    const bytes = gbk(
      page(`${meta}<title>标题</title>`, '<div id="zoom"><p>正文正文正文正文正文正文正文正文正文正文</p></div>'),
    );
    const { items } = await read('a.html', bytes);
    expect(items[0]).toMatchObject({ title: '标题', body: `<p>${'正文'.repeat(10)}</p>` });
  });

  it('gives its META tags, and of its markup only the text', async () => {
    const { kind, items } = await read(
      'a.htm',
      page(
        '<meta name="ArticleTitle" content="关于修路的通知"><meta name="PubDate" content="2018年3月5日 09:10"><meta name="ContentSource" content="镇政府"><meta name="ColumnName" content="通知公告"><link rel="canonical" href="https://old.example/art/2018/3/5/art_1_2.html"><title>关于修路的通知-东镇</title>',
        '<header>导航</header><h1>关于修路的通知</h1><article><script>x()</script><p>自三月十日起修路，请绕行老街，由此带来的不便敬请谅解。</p><form>订阅</form></article><footer>版权</footer>',
      ),
    );
    expect(kind).toBe('HTML');
    expect(items[0]).toMatchObject({
      title: '关于修路的通知',
      body: '<p>自三月十日起修路，请绕行老街，由此带来的不便敬请谅解。</p>',
      source: '镇政府',
      column: '通知公告',
      originalAt: new Date('2018-03-05T01:10:00Z'),
      originalUrl: 'https://old.example/art/2018/3/5/art_1_2.html',
    });
  });

  it('that is no text at all is refused by itself, and the others come', async () => {
    const { items } = await read(
      'copy.zip',
      zipOf([
        { name: '2018/a.html', bytes: Buffer.from([1, 2, 0, 3]) },
        { name: '2018/b.html', bytes: page('<title>好</title>', '<p>好</p>') },
      ]),
    );
    expect(items.map(({ title, refusal }) => [title, refusal?.includes('编码')])).toEqual([
      ['2018/a.html', true],
      ['好', undefined],
    ]);
    expect(items[1]).toMatchObject({ column: '2018', originalUrl: '/2018/b.html' });
  });
});

describe('a Word document', () => {
  it('gives its title, headings, text and pictures', async () => {
    const png = await pngBytes();
    const { kind, items } = await read(
      '通知.docx',
      docxOf(
        [
          { text: '关于开展清洁行动的通知', style: 'Title' },
          { text: '一、时间', style: 'heading 2' },
          { text: '十二月一日 &lt;上午&gt;' },
          { picture: '清洁现场' },
        ],
        png,
      ),
    );
    expect(kind).toBe('DOCX');
    expect(items[0]).toMatchObject({
      title: '关于开展清洁行动的通知',
      body: '<h2>一、时间</h2><p>十二月一日 &lt;上午&gt;</p><p><img alt="清洁现场" src="picture:0" /></p>',
    });
    expect(Buffer.from(items[0]?.pictures?.[0] ?? []).equals(png)).toBe(true);
  });

  it('without a heading is called as its file', async () => {
    const { items } = await read('会议纪要.docx', docxOf([{ text: '正文' }]));
    expect(items[0]?.title).toBe('会议纪要');
  });

  it('that is none is refused with a sentence', async () => {
    const { items } = await read('x.docx', zipOf([{ name: 'a.txt', bytes: '1' }]));
    expect(items[0]?.refusal).toContain('打不开');
  });
});

describe('a table', () => {
  it('is read by what its headings mean, with times as they are written', async () => {
    const { kind, fields, headings, items } = await read(
      'list.csv',
      '信息编号,文章标题,内容,发布日期,所属栏目,备注\n1,甲,"第一行\n第二行",2017/6/1,通知,x\n2,乙,<p>好</p>,昨天,新闻,\n',
    );
    expect(kind).toBe('TABLE');
    expect(headings).toContain('备注');
    expect(fields).toEqual({ 信息编号: 'key', 文章标题: 'title', 内容: 'body', 发布日期: 'date', 所属栏目: 'column' });
    expect(items[0]).toMatchObject({
      title: '甲',
      body: '<p>第一行</p><p>第二行</p>',
      column: '通知',
      originalAt: new Date('2017-05-31T16:00:00Z'),
    });
    expect(items[1]).toMatchObject({ body: '<p>好</p>', notes: ['第 3 行的时间“昨天”看不懂，没有保留。'] });
  });

  it('without a title is refused', async () => {
    await expect(read('list.csv', 'a,b\n1,2\n')).rejects.toThrow('哪一列是标题');
  });
});

describe('an archive', () => {
  it.each([
    ['leading out of itself', zipOf([{ name: '../../etc/a.html', bytes: 'x' }]), '不正常的路径'],
    ['with an absolute path', zipOf([{ name: '/etc/a.html', bytes: 'x' }]), '不正常的路径'],
    ['that unpacks without end', zipOf([{ name: 'a.html', bytes: Buffer.alloc(12 * 1024 * 1024) }]), '大得不正常'],
    ['that claims too much', zipOf([{ name: 'a.html', bytes: 'x', claimedSize: 0xfffffffe }]), '大得不正常'],
    ['cut off', zipOf([{ name: 'a.html', bytes: 'x' }]).subarray(0, 40), '不完整或已损坏'],
    ['that is none', Buffer.from('hello'), '不是 ZIP'],
    ['without anything to import', zipOf([{ name: 'a.exe', bytes: 'x' }]), '没有能迁入的内容'],
  ])('%s is refused with a sentence', async (_, bytes, sentence) => {
    await expect(read('old.zip', bytes)).rejects.toThrow(sentence);
  });

  it('that lies about a size is refused when it is read', async () => {
    const { items } = await read(
      'old.zip',
      zipOf([{ name: 'a.html', bytes: 'x'.repeat(5_000), claimedSize: 10 }]),
    ).catch((error: unknown) => ({ items: [{ refusal: String(error) }] }));
    expect(items[0]?.refusal).toBeTruthy();
  });

  it('with names in GBK is read', async () => {
    const name = Buffer.from([0xd5, 0xfd, 0xce, 0xc4, 0x2f, 0x61, 0x2e, 0x68, 0x74, 0x6d, 0x6c]);
    const { items } = await read('old.zip', zipOf([{ name, bytes: '<p>好</p>' }]));
    expect(items[0]?.column).toBe('正文');
  });
});

describe('the time of first publication elsewhere', () => {
  it.each([
    ['2019-05-12 08:30:00', '2019-05-12T00:30:00.000Z'],
    ['2019年5月12日 8时30分', '2019-05-12T00:30:00.000Z'],
    ['2019/5/2', '2019-05-01T16:00:00.000Z'],
    ['20190512', '2019-05-11T16:00:00.000Z'],
    ['2019-05-12T08:30:00+00:00', '2019-05-12T08:30:00.000Z'],
    ['Sun, 12 May 2019 00:30:00 +0000', '2019-05-12T00:30:00.000Z'],
    ['2019-02-30', undefined],
    ['0000-00-00 00:00:00', undefined],
    ['1970-01-01', undefined],
    ['2031-01-01', undefined],
    ['去年', undefined],
  ])('%s is %s', (text, at) => {
    expect(readOriginalDate(text, NOW)?.toISOString()).toBe(at);
  });
});
