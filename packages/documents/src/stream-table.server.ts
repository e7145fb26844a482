import { PassThrough, Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { csvLine } from './table.server';

export type Cell = string | number;

/** Rows between which others get their turn: packing a sheet is work of this thread. */
const TURN = 200;

async function* csvBytes(rows: Sheet['rows']): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode('\ufeff');
  let lines: string[] = [];
  for await (const row of rows) {
    lines.push(csvLine(row.map(String)));
    if (lines.length < TURN) continue;
    yield encoder.encode(lines.join(''));
    lines = [];
  }
  yield encoder.encode(lines.join(''));
}

/** A CSV file while its rows come; see `writeCsv`. */
export function streamCsv(rows: Sheet['rows']): ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(csvBytes(rows), { objectMode: false })) as ReadableStream<Uint8Array>;
}

export interface Sheet {
  name: string;
  /** Of its columns, in characters. */
  widths: readonly number[];
  /** The first is shown in bold and stays in sight. */
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}

async function fill(out: PassThrough, sheets: readonly Sheet[]): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  for (const { name, widths, rows } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = widths.map((width) => ({ width }));
    let written = 0;
    for await (const cells of rows) {
      if (out.destroyed) return;
      const row = sheet.addRow([...cells]);
      if (written === 0) row.font = { bold: true };
      row.commit();
      written += 1;
      if (written % TURN === 0) await nextTurn();
    }
    sheet.commit();
  }
  await workbook.commit();
}

/** A workbook while the rows of its sheets come, one sheet after the other. */
export function streamXlsx(sheets: readonly Sheet[]): ReadableStream<Uint8Array> {
  const out = new PassThrough();
  fill(out, sheets).catch((error: unknown) => out.destroy(error as Error));
  return Readable.toWeb(out) as ReadableStream<Uint8Array>;
}
