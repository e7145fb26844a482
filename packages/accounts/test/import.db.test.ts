import { verifyCredentials } from '@zhanqun/auth/server';
import { acrossSites, withPlatform } from '@zhanqun/tenancy/server';
import { fixtureUsername, useGroup } from '@zhanqun/testing/fixture';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { type ImportRow, MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from '../src/schema';
import { importAccounts, readAccountList, writeAccountTemplate } from '../src/server';

const group = useGroup();

const rowAt = (line: number, more: Partial<ImportRow> = {}): ImportRow => ({
  line,
  username: `import.${line}`,
  displayName: '赵六',
  unit: '东镇',
  siteCode: 'east-town',
  role: '编辑',
  subtree: '否',
  ...more,
});

const count = () => withPlatform({ db: group().db }, (tx) => tx.account.count());

async function sheetOf(rows: unknown[][]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('账号').addRows(rows);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

describe('importing accounts', () => {
  it('makes all of them at their home sites, with one-time passwords and audit lines there', async () => {
    const { context, db, site } = group();
    const rows = [rowAt(2), rowAt(3, { siteCode: 'east', role: 'SITE_ADMIN', subtree: '是' })];
    const report = await importAccounts(context('eastAdmin'), { rows });
    expect(report).toMatchObject({ isMade: true, lines: [{ errors: [] }, { errors: [] }] });
    const [first, second] = report.passwords;
    if (!first || !second) throw new Error('Two accounts were made.');
    const { username, password } = second;
    const accountId = await verifyCredentials(db, { username, password, address: '192.0.2.1' }, new Date());
    const account = await withPlatform({ db }, (tx) =>
      tx.account.findUniqueOrThrow({ where: { id: accountId }, include: { grants: true } }),
    );
    expect(account).toMatchObject({
      homeSiteId: site('east').id,
      passwordState: 'ONE_TIME',
      grants: [{ role: 'SITE_ADMIN', subtree: true, siteId: site('east').id }],
    });
    const reach = { roots: [], sites: [site('east').id, site('east-town').id] };
    const log = await acrossSites({ db }, reach, (tx) => tx.auditLine.findMany());
    expect(log.map((line) => line.siteId).sort()).toEqual([...reach.sites].sort());
  });

  it('with dryRun tells what is right and makes nothing', async () => {
    const before = await count();
    const report = await importAccounts(group().context('eastAdmin'), { rows: [rowAt(12)], dryRun: true });
    expect(report).toEqual({ isMade: false, lines: [{ line: 12, username: 'import.12', errors: [] }], passwords: [] });
    expect(await count()).toBe(before);
  });

  it('makes nothing when one line is wrong, and names each with its reasons', async () => {
    const before = await count();
    const rows = [
      rowAt(22),
      rowAt(23, { username: '赵六' }),
      rowAt(24, { role: '局长' }),
      rowAt(25, { siteCode: 'nowhere' }),
      rowAt(26, { siteCode: 'west-town' }),
      rowAt(27, { username: 'import.22' }),
      rowAt(28, { username: fixtureUsername('westAdmin') }),
      rowAt(29, { role: '站群管理员' }),
      rowAt(30, { subtree: '也许' }),
      rowAt(31, { displayName: '' }),
    ];
    const report = await importAccounts(group().context('eastAdmin'), { rows });
    expect(report.isMade).toBe(false);
    const errors = Object.fromEntries(report.lines.map((line) => [line.line, line.errors.join()]));
    expect(errors[22]).toBe('');
    expect(errors[23]).toMatch(/用户名/);
    expect(errors[24]).toMatch(/角色要写成/);
    expect(errors[25]).toBe('没有代码为“nowhere”的站点。');
    expect(errors[26]).toBe('没有代码为“west-town”的站点。');
    expect(errors[27]).toBe('用户名与第 22 行重复。');
    expect(errors[28]).toBe('用户名已被使用。');
    expect(errors[29]).toMatch(/您不能授予“站群管理员”/);
    expect(errors[30]).toMatch(/含下级/);
    expect(errors[31]).toBe('请填写姓名。');
    expect(await count()).toBe(before);
  });

  it('is refused to who manages no accounts', async () => {
    for (const actor of ['townEditor', 'cityAuditor', 'bystander'] as const) {
      await expect(importAccounts(group().context(actor), { rows: [rowAt(2)] })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
  });

  it.each([
    [0, 'INVALID'],
    [MAX_IMPORT_ROWS + 1, 'INVALID'],
  ])('refuses a list of %i rows', async (length, code) => {
    const rows = Array.from({ length }, (_, index) => rowAt(index + 2));
    await expect(importAccounts(group().context('eastAdmin'), { rows, dryRun: true })).rejects.toMatchObject({ code });
  });
});

describe('reading a list', () => {
  const HEADINGS = ['用户名', '姓名', '单位', '站点代码', '角色', '含下级'];

  it('reads the template with its own line', async () => {
    expect(await readAccountList(await writeAccountTemplate())).toEqual([
      {
        line: 2,
        username: 'zhangsan',
        displayName: '张三',
        unit: '示例单位',
        siteCode: 'example',
        role: '编辑',
        subtree: '否',
      },
    ]);
  });

  it('takes numbers, formulas and rich text as text, and leaves out empty lines', async () => {
    const file = await sheetOf([
      HEADINGS,
      [],
      [
        'a100',
        12,
        { formula: 'A1', result: '单位' },
        { richText: [{ text: 'east' }, { text: '-town' }] },
        '编辑',
        null,
      ],
    ]);
    expect(await readAccountList(file)).toEqual([
      { line: 3, username: 'a100', displayName: '12', unit: '单位', siteCode: 'east-town', role: '编辑', subtree: '' },
    ]);
  });

  it('refuses other headings, other files and too much', async () => {
    await expect(readAccountList(await sheetOf([['姓名', '用户名']]))).rejects.toMatchObject({
      code: 'INVALID',
      message: '第一行要依次写：用户名、姓名、单位、站点代码、角色、含下级。',
    });
    await expect(readAccountList(new TextEncoder().encode('用户名,姓名'))).rejects.toMatchObject({ code: 'INVALID' });
    await expect(readAccountList(new Uint8Array(MAX_IMPORT_BYTES + 1))).rejects.toMatchObject({ code: 'TOO_LARGE' });
    const many = Array.from({ length: MAX_IMPORT_ROWS + 1 }, (_, index) => [`u${index}`]);
    await expect(readAccountList(await sheetOf([HEADINGS, ...many]))).rejects.toMatchObject({ code: 'INVALID' });
  });
  it('refuses a small file that unpacks to more than 30 MB, also when it denies it', async () => {
    const bomb = Buffer.from(await sheetOf([HEADINGS, ['a'.repeat(31 * 1024 * 1024)]]));
    expect(bomb.length).toBeLessThan(MAX_IMPORT_BYTES);
    const liar = Buffer.from(bomb);
    for (let at = liar.indexOf('PK\x01\x02'); at >= 0; at = liar.indexOf('PK\x01\x02', at + 1))
      liar.writeUInt32LE(1, at + 24);
    for (const file of [bomb, liar]) {
      await expect(readAccountList(file)).rejects.toMatchObject({
        code: 'TOO_LARGE',
        message: '文件展开后超过 30 MB，请只保留账号这一张表再导入。',
      });
    }
  });
});
