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

function readCsv(bytes: Uint8Array, maxLine: number): TableRow[] {
  const records: string[][] = parse(decoded(bytes), {
    bom: true,
    max_record_size: maxLine,
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

interface RawShape {
  maxBytes: number;
  columns: number;
  /** Characters of one line of a CSV file. */
  maxLine: number;
}

/** The lines as they stand, the headings among them. Throws INVALID and TOO_LARGE with a sentence under `file`. */
async function readRows(bytes: Uint8Array, { maxBytes, columns, maxLine }: RawShape): Promise<TableRow[]> {
  if (bytes.byteLength > maxBytes) {
    throw new DomainError('TOO_LARGE', `文件超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，请分几次导入。`);
  }
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  try {
    return isZip ? await readXlsx(bytes, columns) : readCsv(bytes, maxLine);
  } catch (cause) {
    if (isDomainError(cause)) throw cause;
    throw invalid('无法读取这个文件，请上传 XLSX 或 CSV 文件。', { cause });
  }
}

const isFilled = ({ cells }: TableRow) => cells.some((cell) => cell !== '');

function demandRows(found: TableRow[], maxRows: number): TableRow[] {
  if (found.length > maxRows) throw invalid(`一次最多导入 ${maxRows} 行，请分几次导入。`);
  return found;
}

/**
 * Reads a CSV file or the first sheet of an XLSX file. Empty lines are left out. Throws INVALID and TOO_LARGE with a
 * sentence under `file`.
 */
export async function readTable(bytes: Uint8Array, shape: TableShape): Promise<TableRow[]> {
  const { headings, maxBytes, maxRows } = shape;
  const rows = await readRows(bytes, { maxBytes, columns: headings.length, maxLine: MAX_CSV_LINE });
  const first = rows.find(({ line }) => line === 1)?.cells ?? [];
  if (headings.some((heading, index) => first[index] !== heading)) {
    throw invalid(`第一行要依次写：${headings.join('、')}。`);
  }
  const found = demandRows(
    rows.filter((row) => row.line > 1 && isFilled(row)),
    maxRows,
  );
  return found.map(({ line, cells }) => ({ line, cells: headings.map((_, index) => cells[index] ?? '') }));
}

export interface ForeignTable {
  /** Words of the first line that has any; a column without them is left out. */
  headings: string[];
  /** Cells in the order of the headings. */
  rows: TableRow[];
}

/** Reads a table that others have made, whatever its headings are. Throws INVALID and TOO_LARGE as `readTable` does. */
export async function readForeignTable(
  bytes: Uint8Array,
  { maxRows, ...shape }: RawShape & { maxRows: number },
): Promise<ForeignTable> {
  const [first, ...rows] = (await readRows(bytes, shape)).filter(isFilled);
  const named = (first?.cells ?? []).slice(0, shape.columns).map((heading, index) => ({ heading, index }));
  const kept = named.filter(({ heading }, at) => heading && named.findIndex((one) => one.heading === heading) === at);
  return {
    headings: kept.map(({ heading }) => heading),
    rows: demandRows(rows, maxRows).map(({ line, cells }) => ({
      line,
      cells: kept.map(({ index }) => cells[index] ?? ''),
    })),
  };
}

/** One line with its end, and with nothing in it that would be taken for a formula. */
export function csvLine(row: readonly string[]): string {
  const cell = (text: string) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `${row.map(cell).join(',')}\r\n`;
}

/** For every office program: with its mark of UTF-8. */
export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  return new TextEncoder().encode(`\ufeff${rows.map(csvLine).join('')}`);
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
