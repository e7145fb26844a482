import { z } from 'zod';

export const IMPORT_KINDS = ['WXR', 'HTML', 'DOCX', 'TABLE'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
export const IMPORT_KIND_LABELS: Record<ImportKind, string> = {
  WXR: 'WordPress 导出文件',
  HTML: '网页',
  DOCX: 'Word 文档',
  TABLE: '表格',
};

/** What becomes of one item of the source. */
export const ITEM_OUTCOMES = ['NEW', 'PRESENT', 'REFUSED', 'MADE', 'UNDONE', 'KEPT'] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];
export const ITEM_OUTCOME_LABELS: Record<ItemOutcome, string> = {
  NEW: '待迁入',
  PRESENT: '本站已有',
  REFUSED: '不能迁入',
  MADE: '已迁入',
  UNDONE: '已撤销',
  KEPT: '已改动，未撤销',
};

/** Bytes of a file through the console; larger ones come in by the command line. */
export const MAX_UPLOAD_BYTES = 500 * 1024 * 1024;
/** Bytes of a file at all. */
export const MAX_SOURCE_BYTES = 2 * 1024 * 1024 * 1024;
/** Items of one source. */
export const MAX_ITEMS = 100_000;
/** Lines of a table: it is read at once. */
export const MAX_TABLE_ROWS = 10_000;
/** Columns of the old site, each of which is asked for. */
export const MAX_SOURCE_COLUMNS = 300;

export const IMPORT_FILES_TEXT =
  '可以迁入：WordPress 导出文件（xml）、网页（html）、Word 文档（docx）、表格（xlsx、csv），以及把它们和图片、附件放在一起的压缩包（zip）。';
export const IMPORT_EXTENSIONS = ['xml', 'html', 'htm', 'docx', 'xlsx', 'csv', 'zip'] as const;

/** What a column of a table may hold. */
export const TABLE_FIELDS = [
  'title',
  'body',
  'date',
  'address',
  'column',
  'source',
  'author',
  'summary',
  'keywords',
  'key',
] as const;
export type TableField = (typeof TABLE_FIELDS)[number];
export const TABLE_FIELD_LABELS: Record<TableField, string> = {
  title: '标题',
  body: '正文',
  date: '原发布时间',
  address: '原网址',
  column: '栏目',
  source: '来源',
  author: '作者',
  summary: '摘要',
  keywords: '关键词',
  key: '编号（再次迁入时认得出是同一篇）',
};
/** Heading → field; headings that are not named are left out. */
export type FieldMap = Record<string, TableField>;

/** Stands in a choice of columns for what shall not come. */
export const LEFT_OUT = '';

const id = z.string().min(1).max(40);

export const beginImportInput = z.object({
  /** As the person's machine calls it. */
  name: z.string().trim().min(1, '文件没有名称。').max(200, '文件名最长 200 个字，请改短后再传。'),
});
export type BeginImportInput = z.input<typeof beginImportInput>;

const choices = {
  /** Column of the source → column of the site, or `LEFT_OUT`. */
  columns: z.record(z.string().max(300), z.string().max(40)),
  asPublished: z.boolean(),
  keepsAddresses: z.boolean(),
};
export interface ImportChoices {
  columns: Record<string, string>;
  asPublished: boolean;
  keepsAddresses: boolean;
}

export const setImportChoicesInput = z.object({ importId: id, version: z.number().int().min(1), ...choices });
export type SetImportChoicesInput = z.input<typeof setImportChoicesInput>;

export const setImportFieldsInput = z.object({
  importId: id,
  version: z.number().int().min(1),
  fields: z.record(z.string().max(200), z.enum(TABLE_FIELDS)),
});
export type SetImportFieldsInput = z.input<typeof setImportFieldsInput>;

export const importStepInput = z.object({ importId: id, version: z.number().int().min(1) });
export type ImportStepInput = z.input<typeof importStepInput>;

export const startImportInput = importStepInput.extend({ choices: z.object(choices).optional() });
export type StartImportInput = z.input<typeof startImportInput>;
