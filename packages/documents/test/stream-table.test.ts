import { describe, expect, it } from 'vitest';
import { streamCsv, streamXlsx } from '../src/stream-table.server';
import { readTable, writeCsv } from '../src/table.server';

const ROWS = 4_000;

async function* rowsOf(count: number): AsyncGenerator<(string | number)[]> {
  yield ['标题', '积分'];
  for (let n = 1; n <= count; n++) yield [`第 ${n} 篇`, n];
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const shape = { headings: ['标题', '积分'], maxBytes: 50_000_000, maxRows: ROWS };

describe('a table that is written while its rows come', () => {
  it('is a sheet with every row, and lets others have their turn in between', async () => {
    let turns = 0;
    let isDone = false;
    const turn = () => {
      turns += 1;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    const bytes = await bytesOf(streamXlsx([{ name: '稿费', widths: [30, 10], rows: rowsOf(ROWS) }]));
    isDone = true;
    expect(turns).toBeGreaterThan(ROWS / 400);
    const rows = await readTable(bytes, shape);
    expect(rows).toHaveLength(ROWS);
    expect(rows.at(-1)).toEqual({ line: ROWS + 1, cells: [`第 ${ROWS} 篇`, String(ROWS)] });
  });

  it('is the same CSV as the one written at once', async () => {
    const all: string[][] = [];
    for await (const row of rowsOf(450)) all.push(row.map(String));
    expect(await bytesOf(streamCsv(rowsOf(450)))).toEqual(writeCsv(all));
  });

  it('breaks off when its rows do', async () => {
    async function* failing(): AsyncGenerator<string[]> {
      yield ['标题'];
      throw new Error('the database went away');
    }
    await expect(bytesOf(streamXlsx([{ name: '稿费', widths: [30], rows: failing() }]))).rejects.toThrow(
      'the database went away',
    );
    await expect(bytesOf(streamCsv(failing()))).rejects.toThrow('the database went away');
  });
});
