import { ROLE_LABELS } from '@zhanqun/access';
import { isWithin } from '@zhanqun/documents/unpacked-size';
import { DomainError, isDomainError, ROLES } from '@zhanqun/kit';
import ExcelJS from 'exceljs';
import { type ImportRow, MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from './schema';

/** A sheet is XML that packs very well: this is far more than the longest list needs. */
const MAX_UNPACKED_BYTES = 30 * 1024 * 1024;

const HEADINGS = ['用户名', '姓名', '单位', '站点代码', '角色', '含下级'] as const;

/** The text of a cell, whatever the office program made of it: numbers, rich text, links and formulas. */
function textOf(cell: ExcelJS.Cell): string {
  const value = cell.value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && 'result' in value) return String(value.result ?? '').trim();
  return cell.text.trim();
}

function invalid(sentence: string): DomainError {
  return new DomainError('INVALID', sentence, { file: [sentence] });
}

/** Reads the first sheet of an XLSX list. Lines keep the numbers that the office program shows; empty ones are left out. */
export async function readAccountList(bytes: Uint8Array): Promise<ImportRow[]> {
  if (bytes.byteLength > MAX_IMPORT_BYTES) throw new DomainError('TOO_LARGE', '文件超过 2 MB，请分几次导入。');
  const workbook = new ExcelJS.Workbook();
  try {
    if (!(await isWithin(Buffer.from(bytes), MAX_UNPACKED_BYTES))) {
      throw new DomainError('TOO_LARGE', '文件展开后超过 30 MB，请只保留账号这一张表再导入。');
    }
    await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  } catch (cause) {
    if (isDomainError(cause)) throw cause;
    throw new DomainError(
      'INVALID',
      '无法读取这个文件，请使用 XLSX 模板。',
      { file: ['请上传 XLSX 文件。'] },
      { cause },
    );
  }
  const sheet = workbook.worksheets[0];
  if (!sheet) throw invalid('文件里没有工作表，请使用模板。');
  const headings = HEADINGS.map((_, index) => textOf(sheet.getRow(1).getCell(index + 1)));
  if (HEADINGS.some((heading, index) => headings[index] !== heading)) {
    throw invalid(`第一行要依次写：${HEADINGS.join('、')}。`);
  }
  if (sheet.actualRowCount - 1 > MAX_IMPORT_ROWS) throw invalid(`一次最多导入 ${MAX_IMPORT_ROWS} 行，请分几次导入。`);
  const rows: ImportRow[] = [];
  sheet.eachRow((row, line) => {
    const cells = HEADINGS.map((_, index) => textOf(row.getCell(index + 1)));
    if (line === 1 || cells.every((cell) => cell === '')) return;
    const [username = '', displayName = '', unit = '', siteCode = '', role = '', subtree = ''] = cells;
    rows.push({ line, username, displayName, unit, siteCode, role, subtree });
  });
  return rows;
}

/** The template that people fill in, with one example line and the roles to choose from. */
export async function writeAccountTemplate(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('账号');
  sheet.columns = HEADINGS.map((header) => ({ header, width: 18 }));
  sheet.getRow(1).font = { bold: true };
  sheet.addRow(['zhangsan', '张三', '示例单位', 'example', ROLE_LABELS.EDITOR, '否']);
  const roles = ROLES.map((role) => ROLE_LABELS[role]).join(',');
  for (let line = 2; line <= MAX_IMPORT_ROWS + 1; line++) {
    sheet.getCell(line, 5).dataValidation = { type: 'list', allowBlank: false, formulae: [`"${roles}"`] };
    sheet.getCell(line, 6).dataValidation = { type: 'list', allowBlank: true, formulae: ['"是,否"'] };
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
