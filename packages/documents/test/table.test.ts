import { describe, expect, it } from 'vitest';
import { readTable, writeCsv, writeXlsx } from '../src/table.server';

const shape = { headings: ['词语', '说明'], maxBytes: 1024 * 1024, maxRows: 3 };
const rows = [
  ['词语', '说明'],
  ['=1+1', '带"引号"，和逗号'],
  ['', ''],
  ['布署', ''],
];

describe('a table', () => {
  it.each([
    ['CSV', () => writeCsv(rows)],
    ['XLSX', () => writeXlsx('词', rows)],
  ])('reads from %s as it was written, with the lines that the office program shows', async (_format, write) => {
    expect(await readTable(await write(), shape)).toEqual([
      { line: 2, cells: ['=1+1', '带"引号"，和逗号'] },
      { line: 4, cells: ['布署', ''] },
    ]);
  });

  it('holds nothing in CSV that an office program would calculate', () => {
    expect(new TextDecoder().decode(writeCsv(rows))).toContain('"\'=1+1"');
  });

  it('reads CSV as office programs in China save it', async () => {
    // 词语,说明 / 部署,好 in GB 18030.
    const bytes = Buffer.from('b4cad3ef2ccbb5c3f70d0ab2bfcaf02cbac30d0a', 'hex');
    expect(await readTable(bytes, shape)).toEqual([{ line: 2, cells: ['部署', '好'] }]);
  });

  it.each([
    ['other headings', Buffer.from('甲,乙\n'), '第一行要依次写：词语、说明。'],
    ['too many lines', Buffer.from(`词语,说明\n${'字,\n'.repeat(4)}`), '一次最多导入 3 行，请分几次导入。'],
    ['a broken archive', Buffer.from('PK\x03\x04nothing'), '无法读取这个文件，请上传 XLSX 或 CSV 文件。'],
    ['too many bytes', Buffer.alloc(1024 * 1024 + 1), '文件超过 1 MB，请分几次导入。'],
  ])('refuses %s with a sentence', async (_what, bytes, sentence) => {
    await expect(readTable(bytes, shape)).rejects.toThrow(sentence);
  });
});
