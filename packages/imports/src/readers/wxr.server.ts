import { isDomainError } from '@zhanqun/kit';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { readOriginalDate } from './original-date';
import { refusedSource } from './refused';
import { emptyItem, type SourceItem } from './source-item';
import { type GalleryPicture, readWordPressBody } from './wordpress-body';

type Bytes = AsyncIterable<Uint8Array>;

/** Characters of one element; what is longer is no text of an article. */
const MAX_TEXT = 1_000_000;
/** Characters between two marks of the file: the parser holds them all. */
const MAX_UNBROKEN = 16_000_000;
const MAX_FILES = 200_000;
const EXPORT = /^https?:\/\/wordpress\.org\/export\/\d/;
/** What XML allows in no place, and old plug-ins leave in the text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Kinds of entries that are parts of the site and no texts. */
const NO_TEXT = new Set([
  ...['attachment', 'revision', 'nav_menu_item', 'custom_css', 'customize_changeset', 'oembed_cache', 'user_request'],
  ...['wp_block', 'wp_template', 'wp_template_part', 'wp_global_styles', 'wp_navigation', 'wp_font_family'],
  ...['wp_font_face', 'acf-field', 'acf-field-group', 'scheduled-action', 'wpcf7_contact_form'],
]);
const THROWN_AWAY = new Set(['trash', 'auto-draft', 'inherit']);

interface Entry {
  texts: Record<string, string>;
  categories: string[];
  tags: string[];
}

/** What stands before the entries, and what they refer to. */
export interface WxrHead {
  /** Address of the old site, without a slash at its end. */
  base: string;
  authors: Map<string, string>;
  files: Map<string, GalleryPicture>;
  filesOf: Map<string, string[]>;
  /** Entries that are no texts. */
  ignored: number;
}

class WxrParser {
  readonly entries: Entry[] = [];
  base = '';
  readonly authors = new Map<string, string>();
  private readonly parser = new SaxesParser({ xmlns: true, position: false });
  private readonly path: string[] = [];
  private text = '';
  private entry: Entry | undefined;
  private author: Record<string, string> = {};
  private category = '';
  private isExport = false;
  private unbroken = 0;

  constructor() {
    const { parser } = this;
    parser.on('error', (error) => {
      // A prefix that a plug-in forgot to declare does no harm.
      if (!/unbound namespace prefix/.test(error.message)) throw broken(error);
    });
    parser.on('doctype', () => {
      throw refusedSource('文件里有 DOCTYPE 声明，WordPress 的导出文件没有它，没有读取。请重新导出。');
    });
    parser.on('opentag', (tag) => this.open(tag));
    parser.on('closetag', (tag) => this.close(tag));
    parser.on('text', (text) => this.add(text));
    parser.on('cdata', (text) => this.add(text));
  }

  write(text: string): void {
    this.unbroken += text.length;
    if (this.unbroken > MAX_UNBROKEN) throw refusedSource('文件里有一段文字长得不正常，没有读取。请重新导出。');
    this.parser.write(text.replace(FORBIDDEN, ''));
  }

  end(): void {
    this.parser.close();
    if (!this.isExport) {
      throw refusedSource('这个 XML 文件不是 WordPress 的导出文件。请在旧网站“工具－导出”里导出全部内容。');
    }
  }

  private add(text: string): void {
    this.unbroken = 0;
    if (this.text.length + text.length <= MAX_TEXT) this.text += text;
  }

  private open(tag: SaxesTagNS): void {
    this.unbroken = 0;
    this.text = '';
    this.path.push(tag.local);
    if (EXPORT.test(tag.uri)) this.isExport = true;
    if (this.path.length === 3 && tag.local === 'item') this.entry = { texts: {}, categories: [], tags: [] };
    if (tag.local === 'category') this.category = tag.attributes.domain?.value ?? '';
  }

  private close(tag: SaxesTagNS): void {
    const depth = this.path.length;
    const parent = this.path[depth - 2];
    this.path.pop();
    const text = this.text.trim();
    this.text = '';
    if (depth === 3 && tag.local === 'item' && this.entry) {
      this.entries.push(this.entry);
      this.entry = undefined;
    } else if (depth === 4 && this.entry) this.field(this.entry, tag, text);
    else if (depth === 3 && tag.local === 'base_blog_url') this.base = text.replace(/\/+$/, '');
    else if (depth === 3 && tag.local === 'link' && !this.base) this.base = text.replace(/\/+$/, '');
    else if (parent === 'author') {
      this.author[tag.local] = text;
      const { author_login: login, author_display_name: name } = this.author;
      if (login && name) this.authors.set(login, name);
    } else if (tag.local === 'author') this.author = {};
  }

  private field(entry: Entry, tag: SaxesTagNS, text: string): void {
    if (tag.local === 'category') {
      if (this.category === 'post_tag') entry.tags.push(text);
      else if (this.category === 'category') entry.categories.push(text);
    } else if (tag.local === 'encoded') {
      entry.texts[tag.uri.includes('excerpt') ? 'excerpt' : 'content'] = text;
    } else entry.texts[tag.local] ??= text;
  }
}

function broken(cause: unknown): Error {
  return refusedSource('文件不完整或已损坏，读到中途就断了。请重新导出，确认下载完整后再迁入。', { cause });
}

async function* parse(bytes: Bytes, parser: WxrParser): AsyncGenerator<Entry> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of bytes) {
      decoder ??= decoderOf(chunk);
      parser.write(decoder.decode(chunk, { stream: true }));
      yield* parser.entries.splice(0);
    }
    if (decoder) parser.write(decoder.decode());
    parser.end();
  } catch (error) {
    throw isDomainError(error) ? error : broken(error);
  }
  yield* parser.entries.splice(0);
}

function decoderOf(first: Uint8Array): TextDecoder {
  const head = new TextDecoder('latin1').decode(first.subarray(0, 200));
  const [, named = 'utf-8'] = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(head) ?? [];
  return new TextDecoder(/^(gb2312|gbk|gb18030)$/i.test(named) ? 'gb18030' : 'utf-8', { fatal: true });
}

/** Reads the whole file once for what its entries refer to before it is written: files and names of authors. */
export async function readWxrHead(bytes: Bytes): Promise<WxrHead> {
  const parser = new WxrParser();
  const head: WxrHead = { base: '', authors: parser.authors, files: new Map(), filesOf: new Map(), ignored: 0 };
  for await (const { texts } of parse(bytes, parser)) {
    if (isText(texts)) continue;
    head.ignored += 1;
    const { post_id: id, attachment_url: url, post_parent: parent = '0', title = '' } = texts;
    if (texts.post_type !== 'attachment' || !id || !url || head.files.size >= MAX_FILES) continue;
    head.files.set(id, { url, title });
    if (parent !== '0') head.filesOf.set(parent, [...(head.filesOf.get(parent) ?? []), id]);
  }
  head.base = parser.base;
  return head;
}

function isText({ post_type: type = 'post', status = '' }: Record<string, string>): boolean {
  return !NO_TEXT.has(type) && !THROWN_AWAY.has(status);
}

/** The texts of the file one after the other. Holds one of them at a time. */
export async function* readWxr(bytes: Bytes, head: WxrHead, now: Date): AsyncGenerator<SourceItem> {
  for await (const entry of parse(bytes, new WxrParser())) {
    if (isText(entry.texts)) yield itemOf(entry, head, now);
  }
}

const PICTURE = /\.(jpe?g|png|gif|webp)(\?|$)/i;

function itemOf({ texts, categories, tags }: Entry, head: WxrHead, now: Date): SourceItem {
  const { post_id: id = '', post_type: type = 'post', status = 'publish' } = texts;
  const own = (head.filesOf.get(id) ?? []).flatMap((one) => head.files.get(one) ?? []);
  const { html, unknownCodes } = readWordPressBody(texts.content ?? '', {
    byId: (one) => head.files.get(one),
    ofEntry: own.filter(({ url }) => PICTURE.test(url)),
  });
  const universal = texts.post_date_gmt ? readOriginalDate(`${texts.post_date_gmt}Z`, now) : undefined;
  const notes = unknownCodes.length > 0 ? [`短代码没有迁入：${unknownCodes.slice(0, 10).join('、')}。`] : [];
  if (categories.length > 1) notes.push(`旧网站上属于多个栏目：${categories.slice(0, 10).join('、')}，迁入第一个。`);
  return {
    ...emptyItem(`wxr ${head.base} ${id || texts.guid || texts.link}`),
    title: texts.title ?? '',
    body: html,
    summary: (texts.excerpt ?? '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    author: head.authors.get(texts.creator ?? '') ?? texts.creator ?? '',
    keywords: tags.join('，'),
    column: categories[0] ?? (type === 'page' ? '页面' : type === 'post' ? '' : `类型：${type}`),
    originalAt: universal ?? readOriginalDate(texts.post_date ?? '', now),
    originalUrl: texts.link || texts.guid || '',
    wasPublic: status === 'publish' && !texts.post_password,
    attachments: own.filter(({ url }) => !PICTURE.test(url)).map(({ url }) => url),
    notes,
  };
}
