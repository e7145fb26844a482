import { DomainError, isDomainError } from '@zhanqun/kit';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { isWithin } from './unpacked-size.server';

/** A sheet is XML that packs very well: this is far more than the longest list needs. */
const MAX_UNPACKED_BYTES = 60 * 1024 * 1024;
/** Characters. */
const MAX_CSV_LINE = 10_000;

/** What an office program would calculate instead of showing. */
const FORMULA = /^[=+\-@\t\r]/;

export interface TableShape {
  /** Words of the first line, in their order. */
  headings: readonly string[];
  maxBytes: number;
  maxRows: number;
}

export interface TableRow {
  /** As the office program counts, the headings being 1. */
  line: number;
  cells: string[];
}

function invalid(sentence: string, options?: ErrorOptions): DomainError {
  return new DomainError('INVALID', sentence, { file: [sentence] }, options);
}

/** The text of a cell, whatever the office program made of it: numbers, rich text, links and formulas. */
function textOf(cell: ExcelJS.Cell): string {
  const value = cell.value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && 'result' in value) return String(value.result ?? '').trim();
  return cell.text.trim();
}

/** Office programs in China save CSV as GB 18030 unless they are told otherwise. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function readCsv(bytes: Uint8Array): TableRow[] {
  const records: string[][] = parse(decoded(bytes), {
    bom: true,
    max_record_size: MAX_CSV_LINE,
    relax_column_count: true,
    trim: true,
  });
  return records.map((record, index) => ({ line: index + 1, cells: record.map(withoutGuard) }));
}

/** Written before what would be a formula; see `writeCsv`. */
function withoutGuard(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

async function readXlsx(bytes: Uint8Array, columns: number): Promise<TableRow[]> {
  if (!(await isWithin(Buffer.from(bytes), MAX_UNPACKED_BYTES))) {
    throw new DomainError('TOO_LARGE', '文件展开后超过 60 MB，请只保留要导入的一张表。');
  }
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const sheet = workbook.worksheets[0];
  if (!sheet) throw invalid('文件里没有工作表，请使用模板。');
  const rows: TableRow[] = [];
  sheet.eachRow((row, line) => {
    rows.push({ line, cells: Array.from({ length: columns }, (_, index) => textOf(row.getCell(index + 1))) });
  });
  return rows;
}

/**
 * Reads a CSV file or the first sheet of an XLSX file. Empty lines are left out. Throws INVALID and TOO_LARGE with a
 * sentence under `file`.
 */
export async function readTable(bytes: Uint8Array, shape: TableShape): Promise<TableRow[]> {
  const { headings, maxBytes, maxRows } = shape;
  if (bytes.byteLength > maxBytes) {
    throw new DomainError('TOO_LARGE', `文件超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，请分几次导入。`);
  }
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  let rows: TableRow[];
  try {
    rows = isZip ? await readXlsx(bytes, headings.length) : readCsv(bytes);
  } catch (cause) {
    if (isDomainError(cause)) throw cause;
    throw invalid('无法读取这个文件，请上传 XLSX 或 CSV 文件。', { cause });
  }
  const first = rows.find(({ line }) => line === 1)?.cells ?? [];
  if (headings.some((heading, index) => first[index] !== heading)) {
    throw invalid(`第一行要依次写：${headings.join('、')}。`);
  }
  const found = rows.filter(({ line, cells }) => line > 1 && cells.some((cell) => cell !== ''));
  if (found.length > maxRows) throw invalid(`一次最多导入 ${maxRows} 行，请分几次导入。`);
  return found.map(({ line, cells }) => ({ line, cells: headings.map((_, index) => cells[index] ?? '') }));
}

/** For every office program: with its mark of UTF-8, and with nothing in it that would be taken for a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  const cell = (text: string) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const lines = rows.map((row) => row.map(cell).join(','));
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}

/** One sheet, its first row in bold. */
export async function writeXlsx(name: string, rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = (rows[0] ?? []).map(() => ({ width: 20 }));
  sheet.addRows(rows.map((row) => [...row]));
  sheet.getRow(1).font = { bold: true };
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
