import { type ForeignTable, readForeignTable } from '@zhanqun/documents/table';
import { type FieldMap, MAX_TABLE_ROWS, TABLE_FIELDS, type TableField } from '../schema';
import { readOriginalDate } from './original-date';
import { refusedSource } from './refused';
import { emptyItem, type SourceItem } from './source-item';

const MAX_TABLE_BYTES = 50 * 1024 * 1024;
const MAX_TABLE_COLUMNS = 60;
/** Characters: a body as the editor may save it, and the rest. */
const MAX_LINE = 1_200_000;

export function readTableOf(bytes: Uint8Array): Promise<ForeignTable> {
  return readForeignTable(bytes, {
    maxBytes: MAX_TABLE_BYTES,
    maxRows: MAX_TABLE_ROWS,
    columns: MAX_TABLE_COLUMNS,
    maxLine: MAX_LINE,
  });
}

/** Words that headings of other systems have for a field. */
const WORDS: Record<TableField, RegExp> = {
  title: /^(标题|文章标题|题目|名称|title|post_title|subject)$/i,
  body: /^(正文|内容|文章内容|正文内容|content|body|post_content|html)$/i,
  date: /^(发布时间|发布日期|原发布时间|时间|日期|发文日期|date|pubdate|post_date|publish_?(time|date))$/i,
  address: /^(网址|链接|地址|原网址|原文链接|url|link|permalink)$/i,
  column: /^(栏目|栏目名称|所属栏目|分类|类别|频道|column|category|channel)$/i,
  source: /^(来源|信息来源|文章来源|发布单位|发布机构|source)$/i,
  author: /^(作者|责任编辑|编辑|发布人|author)$/i,
  summary: /^(摘要|简介|概述|导读|summary|excerpt|description)$/i,
  keywords: /^(关键词|关键字|标签|主题词|keywords?|tags?)$/i,
  key: /^(编号|序号|文章编号|信息编号|id|guid|post_id|docid|articleid)$/i,
};

/** What the headings say by themselves; every field at most once. */
export function guessFields(headings: readonly string[]): FieldMap {
  return Object.fromEntries(
    TABLE_FIELDS.flatMap((field) => {
      const heading = headings.find((one) => WORDS[field].test(one.trim()));
      return heading ? [[heading, field] as const] : [];
    }),
  );
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A cell with markup is markup; a cell of lines is paragraphs. */
function bodyOf(cell: string): string {
  if (/<(p|br|div|table|img|h[1-6]|ul|ol|span)\b[^>]*>/i.test(cell)) return cell;
  return cell
    .split(/\r?\n/)
    .filter((line) => line.trim())
    .map((line) => `<p>${escaped(line.trim())}</p>`)
    .join('');
}

/** The lines of a table as items, by the fields that its headings stand for. Throws INVALID without a title. */
export function* itemsOfTable(table: ForeignTable, fields: FieldMap, now: Date): Generator<SourceItem> {
  const at = (field: TableField) => table.headings.findIndex((heading) => fields[heading] === field);
  if (at('title') < 0) throw refusedSource('请先指出哪一列是标题。');
  const places = Object.fromEntries(TABLE_FIELDS.map((field) => [field, at(field)])) as Record<TableField, number>;
  for (const { line, cells } of table.rows) {
    const cell = (field: TableField) => (places[field] < 0 ? '' : (cells[places[field]] ?? ''));
    const written = cell('date');
    const originalAt = readOriginalDate(written, now);
    const known = cell('key') ? `key ${cell('key')}` : cell('address');
    yield {
      ...emptyItem(`table ${known || `${cell('title')} ${written}`}`),
      title: cell('title'),
      body: bodyOf(cell('body')),
      summary: cell('summary'),
      source: cell('source'),
      author: cell('author'),
      keywords: cell('keywords'),
      column: cell('column'),
      originalAt,
      originalUrl: cell('address'),
      notes: written && !originalAt ? [`第 ${line} 行的时间“${written.slice(0, 30)}”看不懂，没有保留。`] : [],
    };
  }
}
