import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { makePublished } from '@zhanqun/articles/testing';
import { useGroup } from '@zhanqun/testing/fixture';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, listBackups, pruneBackups, restoreBackup, takeBackup, verifyBackup } from '../src/server';
import { deploymentOf, type EmptyTarget, emptyEmbedded, emptyPostgres, rowsOf } from './engines';

const group = useGroup();
const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-backup-'));
const dataDir = path.join(folder, 'data');
const backups = path.join(folder, 'backups');
const NOW = new Date('2026-03-04T05:06:07Z');
const BYTES = Buffer.from('bytes of an attachment');
const STORED = path.join('files/site', createHash('sha256').update(BYTES).digest('hex'));
let source: Deployment;
let copy: string;

beforeAll(async () => {
  const at = group().contextAt('east-town', 'townReviewer', NOW);
  const columnId = group().columnId('east-town', 'xinwen');
  await makePublished(at, { columnId, title: '“引号”与\u2028分行\\n', body: '<p>一\u2029二\t三😀</p>' });
  await makePublished(at, { columnId, title: '第二篇' });
  mkdirSync(path.dirname(path.join(dataDir, STORED)), { recursive: true });
  writeFileSync(path.join(dataDir, STORED), BYTES);
  mkdirSync(path.join(dataDir, 'files/arriving'));
  writeFileSync(path.join(dataDir, 'files/arriving/half'), 'half a file');
  source = await deploymentOf(group().db, dataDir);
  copy = await takeBackup(source, backups, NOW);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The copy with one thing changed in it. */
function tampered(change: (folder: string) => void): string {
  const target = mkdtempSync(path.join(folder, 'tampered-'));
  cpSync(copy, target, { recursive: true });
  change(target);
  return target;
}

function rewriteTable(file: string, change: (text: string) => string): string {
  const text = change(gunzipSync(readFileSync(file)).toString());
  writeFileSync(file, gzipSync(text));
  return createHash('sha256').update(text).digest('hex');
}

describe('a copy', () => {
  it('has the time in its name, every kept table and every stored file, and is found good', async () => {
    expect(path.basename(copy)).toBe('backup-20260304-050607');
    const manifest = await verifyBackup(copy);
    const rows = await rowsOf(group().db);
    expect(Object.fromEntries(manifest.tables.map((table) => [table.name, table.rows]))).toEqual(
      Object.fromEntries(Object.entries(rows).map(([name, lines]) => [name, lines.length])),
    );
    expect(rows.Article).toHaveLength(2);
    expect(manifest.files).toEqual({ count: 1, bytes: BYTES.length });
    expect(existsSync(path.join(copy, 'files/arriving'))).toBe(false);
  });

  const wrong: [what: string, change: (folder: string) => void, sentence: string][] = [
    [
      'a changed row',
      (at) => rewriteTable(path.join(at, 'Site.jsonl.gz'), (text) => text.replace('江州市', '汪州市')),
      '备份已损坏：Site 与清单不符',
    ],
    [
      'a missing row',
      (at) => rewriteTable(path.join(at, 'Column.jsonl.gz'), (text) => text.slice(text.indexOf('\n') + 1)),
      '备份已损坏：Column 与清单不符',
    ],
    [
      'half a table',
      (at) => {
        const file = path.join(at, 'Column.jsonl.gz');
        writeFileSync(file, readFileSync(file).subarray(0, 400));
      },
      '备份已损坏：Column 读不出来。',
    ],
    ['a missing table', (at) => rmSync(path.join(at, 'Site.jsonl.gz')), '备份已损坏：Site 读不出来。'],
    ['a missing file', (at) => rmSync(path.join(at, STORED)), '备份已损坏：附件的数量或大小与清单不符。'],
    [
      'other bytes of the same length in a file',
      (at) => writeFileSync(path.join(at, STORED), BYTES.toString().toUpperCase()),
      '备份已损坏：附件',
    ],
    [
      'half a manifest',
      (at) => writeFileSync(path.join(at, 'manifest.json'), '{"format":1,'),
      '清单 manifest.json 读不出来',
    ],
    ['no manifest', (at) => rmSync(path.join(at, 'manifest.json')), '不是完整的备份：没有 manifest.json。'],
  ];
  it.each(wrong)('with %s is refused with a sentence', async (_what, change, sentence) => {
    await expect(verifyBackup(tampered(change))).rejects.toMatchObject({
      name: 'DomainError',
      code: 'INVALID',
      message: expect.stringContaining(sentence),
    });
  });

  it('that fails half-way never stands under its name and leaves nothing behind', async () => {
    const at = new Date('2026-03-05T00:00:00Z');
    // A stored file that is not what its name says makes the copy's own check fail after everything was written.
    const liar = path.join(dataDir, 'files/site', 'f'.repeat(64));
    writeFileSync(liar, 'not these bytes');
    await expect(takeBackup(source, backups, at)).rejects.toMatchObject({ code: 'INVALID' });
    rmSync(liar);
    expect(readdirSync(backups)).toEqual(['backup-20260304-050607']);
  });

  it('that was killed half-way is cleared away by the next one', async () => {
    const at = new Date('2026-03-05T00:00:00Z');
    mkdirSync(path.join(backups, 'backup-20260304-120000.partial/files'), { recursive: true });
    mkdirSync(path.join(backups, 'other.partial'));
    const made = await takeBackup(source, backups, at);
    expect(await listBackups(backups)).toEqual(['backup-20260305-000000', 'backup-20260304-050607']);
    expect(readdirSync(backups).filter((name) => name.endsWith('.partial'))).toEqual(['other.partial']);
    rmSync(path.join(backups, 'other.partial'), { recursive: true });
    rmSync(made, { recursive: true });
  });

  it('holds attachments once on a file system of its own data, and nothing that a desktop left beside them', async () => {
    const stray = path.join(dataDir, 'files/site/.DS_Store');
    writeFileSync(stray, 'not an attachment');
    const made = await takeBackup(source, backups, new Date('2026-03-06T00:00:00Z'));
    rmSync(stray);
    expect(statSync(path.join(made, STORED)).ino).toBe(statSync(path.join(dataDir, STORED)).ino);
    expect(existsSync(path.join(made, 'files/site/.DS_Store'))).toBe(false);
    writeFileSync(path.join(made, 'files/.DS_Store'), 'not an attachment either');
    expect((await verifyBackup(made)).files.count).toBe(1);
    rmSync(made, { recursive: true });
  });
});

describe.each([
  ['the embedded database', emptyEmbedded],
  ['PostgreSQL, by a login that may not create roles', emptyPostgres],
])('restored into %s', (_engine, open) => {
  let target: EmptyTarget;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.remove());

  it('a copy whose rows do not belong together is refused, and leaves the target empty', async () => {
    const bad = tampered((at) => {
      // Every hash is right, and only the database can tell.
      const sha256 = rewriteTable(path.join(at, 'Article.jsonl.gz'), (text) =>
        text.replace(/"columnId": "[^"]+"/, '"columnId": "nowhere"'),
      );
      const manifest = JSON.parse(readFileSync(path.join(at, 'manifest.json'), 'utf8'));
      for (const table of manifest.tables) if (table.name === 'Article') table.sha256 = sha256;
      writeFileSync(path.join(at, 'manifest.json'), JSON.stringify(manifest));
    });
    await expect(restoreBackup(target.deployment, bad)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('备份已损坏'),
    });
    await target.deployment.directory.refresh();
    expect(target.deployment.directory.size).toBe(0);
    expect((await rowsOf(target.deployment.db)).Column).toEqual([]);
  });

  it('a copy gives identical rows and files, with its policies in force', async () => {
    await restoreBackup(target.deployment, copy);
    expect(await rowsOf(target.deployment.db)).toEqual(await rowsOf(group().db));
    expect(readFileSync(path.join(target.deployment.filesRoot, '..', STORED))).toEqual(BYTES);
    expect(target.deployment.directory.findByCode('east-town')?.name).toBe('东镇人民政府');
    const client = await target.deployment.db.connect();
    try {
      const free = await client.query(
        `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND relname <> '_prisma_migrations' AND NOT (relrowsecurity AND relforcerowsecurity)`,
      );
      expect(free.rows).toEqual([]);
    } finally {
      client.release();
    }
  });

  it('a second copy is refused, since the target is no longer empty', async () => {
    await expect(restoreBackup(target.deployment, copy)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('目标不是空的'),
    });
  });
});

describe('a copy from before the log was sealed', () => {
  it('has its lines sealed when it is restored', async () => {
    const old = tampered((at) => {
      const file = path.join(at, 'manifest.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8'));
      manifest.tables = manifest.tables.filter((table: { name: string }) => table.name !== 'AuditSeal');
      writeFileSync(file, JSON.stringify(manifest));
    });
    const target = await emptyEmbedded();
    try {
      await restoreBackup(target.deployment, old);
      const { AuditLine: lines, AuditSeal: seals } = await rowsOf(target.deployment.db);
      expect(lines?.length).toBeGreaterThan(1);
      expect(seals).toHaveLength(lines?.length ?? 0);
    } finally {
      await target.remove();
    }
  });
});

describe('keeping copies', () => {
  it('keeps the newest seven and leaves everything else in the folder alone', async () => {
    const kept = path.join(folder, 'kept');
    for (let day = 1; day <= 9; day++) mkdirSync(path.join(kept, `backup-2026030${day}-000000`), { recursive: true });
    mkdirSync(path.join(kept, 'backup-20260301-000000.partial'));
    writeFileSync(path.join(kept, 'notes.txt'), '');
    await pruneBackups(kept, 7);
    expect(await listBackups(kept)).toEqual([9, 8, 7, 6, 5, 4, 3].map((day) => `backup-2026030${day}-000000`));
    expect(existsSync(path.join(kept, 'notes.txt'))).toBe(true);
    expect(await listBackups(path.join(kept, 'nowhere'))).toEqual([]);
  });
});
