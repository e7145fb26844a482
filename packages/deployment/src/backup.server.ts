import { createHash } from 'node:crypto';
import { constants, createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, cp, link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { analyse, type Database, openDatabase, roleName, sqlState } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import type pg from 'pg';
import { z } from 'zod';
import type { Deployment } from './open.server';

/** News for running processes, and things that must not come back from the past. */
const TABLES_NOT_KEPT = new Set([
  '_prisma_migrations',
  'PublicChange',
  'Session',
  'SignInFailure',
  'RateCount',
  'SearchRebuild',
]);
/** Nobody may delete from these; where there is no site yet they are empty. */
const TABLES_ONLY_APPENDED = new Set(['AuditLine', 'AuditSeal']);
const BATCH = 500;

const MANIFEST = z.object({
  format: z.literal(1),
  takenAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string().regex(/^[A-Za-z]+$/),
      rows: z.number(),
      /** SHA-256 of the lines before compression. */
      sha256: z.string(),
    }),
  ),
  files: z.object({ count: z.number(), bytes: z.number() }),
});
export type BackupManifest = z.infer<typeof MANIFEST>;
type TableManifest = BackupManifest['tables'][number];

const NAME = /^backup-\d{8}-\d{6}$/;
const PARTIAL_NAME = /^backup-\d{8}-\d{6}\.partial$/;
/** What a stored file is called: the hash of its bytes. */
const FILE_NAME = /^[0-9a-f]{64}$/;

function nameFor(at: Date): string {
  return `backup-${at.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)}`;
}

async function tablesOf(client: pg.PoolClient): Promise<{ name: string; key: string }[]> {
  const rows = await client.query<{ name: string; key: string }>(`
    SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY array_position(i.indkey::int2[], a.attnum)) AS key
    FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[])
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY c.relname ORDER BY c.relname`);
  return rows.rows.filter((row) => !TABLES_NOT_KEPT.has(row.name));
}

/** Passes lines on and remembers how many there were and what they hash to. */
function meter(): { stream: Transform; result(): { rows: number; sha256: string } } {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    stream: new Transform({
      writableObjectMode: true,
      transform(line: string, _encoding, done) {
        rows += 1;
        hash.update(line);
        done(null, line);
      },
    }),
    result: () => ({ rows, sha256: hash.digest('hex') }),
  };
}

async function* linesOf(client: pg.PoolClient, table: { name: string; key: string }): AsyncGenerator<string> {
  await client.query(
    `DECLARE rows NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS line FROM "${table.name}" t ORDER BY ${table.key}`,
  );
  for (;;) {
    const batch = await client.query<{ line: string }>(`FETCH ${BATCH} FROM rows`);
    for (const row of batch.rows) yield `${row.line}\n`;
    if (batch.rows.length < BATCH) break;
  }
  await client.query('CLOSE rows');
}

/** Stored files below a folder, relative to it. What else somebody's desktop has left there is nobody's attachment. */
async function storedFilesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && FILE_NAME.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** Counts the files and holds each against its name, which is the hash of its bytes. Throws INVALID. */
async function measureFiles(folder: string): Promise<{ count: number; bytes: number }> {
  let count = 0;
  let bytes = 0;
  for (const file of await storedFilesIn(folder)) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path.join(folder, file))) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    const name = path.basename(file);
    if (hash.digest('hex') !== name) throw damaged(`附件 ${name} 的内容与它的校验值不符。`);
    count += 1;
  }
  return { count, bytes };
}

/** Bytes that are still arriving are not named by their hash yet: they belong to nobody and stay behind. */
async function copyFiles(
  from: string,
  to: string,
  copy: (source: string, target: string) => Promise<void>,
): Promise<void> {
  for (const file of await storedFilesIn(from)) {
    const target = path.join(to, file);
    await mkdir(path.dirname(target), { recursive: true });
    await copy(path.join(from, file), target);
  }
}

/** Stored bytes are never written again, so that one file may stand in both places; across file systems it cannot. */
function linkOrCopy(source: string, target: string): Promise<void> {
  return link(source, target).catch(() => copyFile(source, target));
}

function damaged(what: string, cause?: unknown): DomainError {
  return new DomainError('INVALID', `备份已损坏：${what}`, {}, { cause });
}

/** The lines of one table of a copy. Throws INVALID when they cannot be read. */
async function* readLines(folder: string, table: string): AsyncGenerator<string> {
  const zipped = createReadStream(path.join(folder, `${table}.jsonl.gz`));
  const unzipped = createGunzip();
  zipped.once('error', (error) => unzipped.destroy(error));
  zipped.pipe(unzipped).setEncoding('utf8');
  let rest = '';
  try {
    // Not Node's line reader: it also breaks at U+2028, which JSON lets stand in a text.
    for await (const chunk of unzipped) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw damaged(`${table} 读不出来。`, error);
  }
  if (rest) yield rest;
}

async function readManifest(folder: string): Promise<BackupManifest> {
  const file = path.join(folder, 'manifest.json');
  if (!existsSync(file)) throw new DomainError('INVALID', `${folder} 不是完整的备份：没有 manifest.json。`);
  try {
    return MANIFEST.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw damaged('清单 manifest.json 读不出来。', error);
  }
}

/** Every kept table, as lines, from one snapshot. */
async function writeTables(db: Database, folder: string): Promise<TableManifest[]> {
  const client = await db.connect();
  const tables: TableManifest[] = [];
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SELECT set_config('role', $1, true), set_config('TimeZone', 'UTC', true)`, [
      roleName(db.name, 'keeper'),
    ]);
    for (const table of await tablesOf(client)) {
      const metered = meter();
      await pipeline(
        Readable.from(linesOf(client, table)),
        metered.stream,
        createGzip(),
        createWriteStream(path.join(folder, `${table.name}.jsonl.gz`), { mode: 0o600 }),
      );
      tables.push({ name: table.name, ...metered.result() });
    }
    await client.query('COMMIT');
  } finally {
    client.release(true);
  }
  return tables;
}

/**
 * The database to read a copy from. On the embedded one a long transaction would make every visitor wait: there its
 * files are copied while nothing else runs, as a power cut would leave them, and read beside the running one.
 */
async function withStill<T>(db: Database, folder: string, read: (db: Database) => Promise<T>): Promise<T> {
  if (db.folder === undefined) return read(db);
  await mkdir(folder, { mode: 0o700 });
  const client = await db.connect();
  try {
    await client.query('BEGIN');
    await cp(db.folder, path.join(folder, 'database'), {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
    });
    await client.query('COMMIT');
  } finally {
    client.release(true);
  }
  const still = await openDatabase({ dataDir: folder, purpose: 'command', poolSize: 1 });
  try {
    return await read(still);
  } finally {
    await still.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Writes one consistent copy of everything to `folder` and returns its path. It appears under its name only when it
 * is complete; the lines are SQL's own JSON, so a copy of the embedded database restores into PostgreSQL and back.
 */
export async function takeBackup(deployment: Deployment, folder: string, now: Date): Promise<string> {
  const target = path.join(folder, nameFor(now));
  const partial = `${target}.partial`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // One that was killed could not clear up after itself.
  for (const name of await readdir(folder)) {
    if (PARTIAL_NAME.test(name)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
  await mkdir(partial, { mode: 0o700 });
  try {
    await fillBackup(deployment, partial, now);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
  return target;
}

async function fillBackup(deployment: Deployment, partial: string, now: Date): Promise<void> {
  const tables = await withStill(deployment.db, path.join(partial, 'still'), (db) => writeTables(db, partial));
  // Files are written once under their hash and before the row that names them, so copying after the snapshot has all.
  await copyFiles(deployment.filesRoot, path.join(partial, 'files'), linkOrCopy);
  const manifest: BackupManifest = {
    format: 1,
    takenAt: now.toISOString(),
    migrations: deployment.migrations.map((migration) => migration.name),
    tables,
    files: await measureFiles(path.join(partial, 'files')),
  };
  await writeFile(path.join(partial, 'manifest.json'), JSON.stringify(manifest, null, 2));
  await verifyBackup(partial);
}

/** Reads a copy back and holds it against its manifest. Throws INVALID with what is wrong. */
export async function verifyBackup(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  for (const table of manifest.tables) {
    const hash = createHash('sha256');
    let rows = 0;
    for await (const line of readLines(folder, table.name)) {
      hash.update(`${line}\n`);
      rows += 1;
    }
    if (rows !== table.rows || hash.digest('hex') !== table.sha256) {
      throw damaged(`${table.name} 与清单不符（应有 ${table.rows} 行，读到 ${rows} 行）。`);
    }
  }
  const files = await measureFiles(path.join(folder, 'files'));
  if (files.count !== manifest.files.count || files.bytes !== manifest.files.bytes) {
    throw damaged('附件的数量或大小与清单不符。');
  }
  return manifest;
}

/**
 * Puts a verified copy into an empty deployment, in one transaction. Foreign keys are dropped for it and made again at
 * its end, which checks every one of them.
 */
export async function restoreBackup(deployment: Deployment, folder: string): Promise<BackupManifest> {
  const manifest = await verifyBackup(folder);
  const known = new Set(deployment.migrations.map((migration) => migration.name));
  if (manifest.migrations.some((name) => !known.has(name))) {
    throw new DomainError('INVALID', '这个备份来自更新版本的程序，请先升级再恢复。');
  }
  if (deployment.directory.size > 0) {
    throw new DomainError(
      'CONFLICT',
      '目标不是空的：请用 DATA_DIR 或 DATABASE_URL 指定一个空的数据文件夹或数据库再恢复。',
    );
  }
  // Pages of another database: the numbers of its changes mean nothing here.
  await rm(path.join(deployment.settings.dataDir, 'pages'), { recursive: true, force: true });
  await copyFiles(path.join(folder, 'files'), deployment.filesRoot, copyFile);
  const client = await deployment.db.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE NONE');
    const keys = await client.query<{ drop: string; add: string }>(`
      SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
             format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS add
      FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
    const tables = (await tablesOf(client)).map((table) => table.name);
    const strange = manifest.tables.find((table) => !tables.includes(table.name));
    if (strange) throw damaged(`没有名为 ${strange.name} 的表。`);
    for (const key of keys.rows) await client.query(key.drop);
    await client.query(`SELECT set_config('role', $1, true)`, [roleName(deployment.db.name, 'keeper')]);
    for (const table of manifest.tables) await restoreTable(client, folder, table);
    await client.query('SET LOCAL ROLE NONE');
    // The check reads as the tables' owner, who sees no row of them while their policies are forced on him too.
    for (const table of tables) await client.query(`ALTER TABLE "${table}" NO FORCE ROW LEVEL SECURITY`);
    for (const key of keys.rows) await client.query(key.add);
    // A copy from before the seals. In every other one a line without a seal stays what it is: found by the check.
    if (!manifest.tables.some((table) => table.name === 'AuditSeal')) {
      await client.query('SELECT audit_seal_old_lines()');
    }
    for (const table of tables) await client.query(`ALTER TABLE "${table}" FORCE ROW LEVEL SECURITY`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    // 22 and 23: values and rows that cannot stand in these tables.
    throw /^2[23]/.test(sqlState(error) ?? '') ? damaged('内容与表的结构或相互关系不符。', error) : error;
  } finally {
    client.release(true);
  }
  await analyse(deployment.db);
  await deployment.directory.refresh();
  return manifest;
}

async function restoreTable(client: pg.PoolClient, folder: string, table: TableManifest): Promise<void> {
  // The library is seeded into every migrated database; the copy's own entries stand in its place.
  if (!TABLES_ONLY_APPENDED.has(table.name)) await client.query(`DELETE FROM "${table.name}"`);
  let batch: string[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    await client.query(
      `INSERT INTO "${table.name}" SELECT * FROM jsonb_populate_recordset(NULL::"${table.name}", $1::jsonb)`,
      [`[${batch.join(',')}]`],
    );
    batch = [];
  };
  for await (const line of readLines(folder, table.name)) {
    batch.push(line);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
}

/** Complete copies in a folder, newest first. */
export async function listBackups(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder))
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();
}

/** Keeps the newest copies and removes the others. */
export async function pruneBackups(folder: string, keep: number): Promise<void> {
  for (const name of (await listBackups(folder)).slice(keep)) await rm(path.join(folder, name), { recursive: true });
}
