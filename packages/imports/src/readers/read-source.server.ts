import { createHash } from 'node:crypto';
import { isDomainError } from '@zhanqun/kit';
import type { FieldMap, ImportKind } from '../schema';
import type { SourceFiles } from './archive.server';
import { readDocx } from './docx.server';
import { readHtmlPage } from './html.server';
import { refusedSource } from './refused';
import { emptyItem, type SourceItem } from './source-item';
import { guessFields, itemsOfTable, readTableOf } from './table.server';
import { readWxr, readWxrHead } from './wxr.server';

const MAX_PAGE_BYTES = 10 * 1024 * 1024;
const MAX_DOCX_BYTES = 50 * 1024 * 1024;
const MAX_TABLE_BYTES = 50 * 1024 * 1024;

const XML = /\.xml$/i;
const PAGE = /\.(s?html?)$/i;
const WORD = /\.docx$/i;
const TABLE = /\.(xlsx|csv)$/i;

/** What a source holds, known before its texts are read. */
export interface SourceNature {
  kind: ImportKind;
  /** Headings of a table. */
  headings: string[];
  /** What they seem to mean. */
  fields: FieldMap;
  /** Address of the old site without a slash at its end; "" when the source does not say. */
  base: string;
  /** Entries that are no texts. */
  ignored: number;
}

export interface OpenedSource {
  nature: SourceNature;
  /** The texts, each time in the same order. What cannot be read of one of them is said in its `refusal`. */
  items(fields: FieldMap): AsyncGenerator<SourceItem & { refusal?: string }>;
}

/**
 * Finds out what was given: a WordPress export, a table, or pages and documents; with what belongs to it where it came
 * in an archive. Throws INVALID for what is none of these, or broken.
 */
export async function readSource(files: SourceFiles, now: Date): Promise<OpenedSource> {
  const named = (pattern: RegExp) => files.paths.filter((path) => pattern.test(path)).sort();
  const [xml] = named(XML);
  const [table] = named(TABLE);
  const pages = named(PAGE);
  const documents = named(WORD);
  if (xml && pages.length === 0) return openWxr(files, xml, now);
  if (pages.length + documents.length > 0) return openDocuments(files, [...pages, ...documents], now);
  if (table) return openTable(files, table, now);
  throw refusedSource('里面没有能迁入的内容。可以是 xml、html、docx、xlsx、csv，以及装着它们的 zip。');
}

async function openWxr(files: SourceFiles, path: string, now: Date): Promise<OpenedSource> {
  const head = await readWxrHead(await files.stream(path));
  return {
    nature: { kind: 'WXR', headings: [], fields: {}, base: head.base, ignored: head.ignored },
    items: async function* () {
      yield* readWxr(await files.stream(path), head, now);
    },
  };
}

async function openTable(files: SourceFiles, path: string, now: Date): Promise<OpenedSource> {
  const table = await readTableOf(await files.read(path, MAX_TABLE_BYTES));
  if (table.headings.length === 0) throw refusedSource('表格是空的，第一行要写各列的名称。');
  return {
    nature: { kind: 'TABLE', headings: table.headings, fields: guessFields(table.headings), base: '', ignored: 0 },
    items: async function* (fields) {
      yield* itemsOfTable(table, fields, now);
    },
  };
}

function openDocuments(files: SourceFiles, paths: string[], now: Date): OpenedSource {
  const kind = paths.some((path) => PAGE.test(path)) ? 'HTML' : 'DOCX';
  return {
    nature: { kind, headings: [], fields: {}, base: '', ignored: 0 },
    items: async function* () {
      for (const path of paths) yield await readDocument(files, path, now);
    },
  };
}

/** One file as one item; a file that cannot be read is refused by itself, and the others come. */
async function readDocument(files: SourceFiles, path: string, now: Date): Promise<SourceItem & { refusal?: string }> {
  try {
    const isPage = PAGE.test(path);
    const bytes = await files.read(path, isPage ? MAX_PAGE_BYTES : MAX_DOCX_BYTES);
    const key = `file ${createHash('sha256').update(bytes).digest('hex')}`;
    return isPage ? readHtmlPage(bytes, { path, key }, now) : await readDocx(bytes, { path, key });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { ...emptyItem(`file ${path}`), title: path, refusal: error.message };
  }
}
