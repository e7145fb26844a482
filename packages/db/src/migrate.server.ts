import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '@zhanqun/kit';
import type pg from 'pg';
import type { Database } from './database.server';
import { rolesSql, withRoleNames } from './roles';

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** Migrations in `folder`, in order of their names. The checksum is Prisma's: SHA-256 of the file. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'migration.sql')))
    .map((entry) => {
      const sql = readFileSync(path.join(folder, entry.name, 'migration.sql'), 'utf8');
      return { name: entry.name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const LOCK_KEY = 736_119_360_7;

const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** Applies what is missing, each in its own transaction under one lock. Returns the names applied. */
export async function migrate(database: Database, migrations: Migration[]): Promise<string[]> {
  const client = await database.connect();
  try {
    await prepare(client, database);
    const applied: string[] = [];
    for (const migration of migrations) {
      if (await applyOne(client, database, migration)) applied.push(migration.name);
    }
    return applied;
  } finally {
    // Before the first migration there was no resting role to rest in.
    client.release(true);
  }
}

async function prepare(client: pg.PoolClient, database: Database): Promise<void> {
  await inOwnRole(client, async () => {
    const version = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    if (Number(version.rows[0]?.server_version_num) < 150_000) {
      throw new DomainError('MISCONFIGURED', 'DATABASE_URL 指向的 PostgreSQL 版本过低，需要 15 或更新的版本。');
    }
    await client.query(HISTORY);
    try {
      await client.query(rolesSql(database.name));
    } catch (error) {
      throw new DomainError(
        'MISCONFIGURED',
        '数据库账号无权创建角色。请由数据库管理员执行 `pnpm zhanqun db roles` 打印的语句，然后重试。',
        {},
        { cause: error },
      );
    }
  });
}

async function applyOne(client: pg.PoolClient, database: Database, migration: Migration): Promise<boolean> {
  return inOwnRole(client, async () => {
    const known = await client.query<{ checksum: string }>(
      'SELECT checksum FROM "_prisma_migrations" WHERE migration_name = $1 AND rolled_back_at IS NULL',
      [migration.name],
    );
    const row = known.rows[0];
    if (row && row.checksum !== migration.checksum) {
      throw new DomainError('MISCONFIGURED', `迁移 ${migration.name} 与数据库中记录的内容不同，程序与数据库不配套。`);
    }
    if (row) return false;
    await client.query(withRoleNames(migration.sql, database.name));
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    return true;
  });
}

/** Migrations are the login role's own work: it steps out of rest for one transaction, under the lock. */
export async function inOwnRole<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL ROLE NONE');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY]);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Names of migrations this program knows and the database has not. Empty means ready. */
export async function pendingMigrations(database: Database, migrations: Migration[]): Promise<string[]> {
  const client = await database.connect();
  try {
    return await inOwnRole(client, async () => {
      const exists = await client.query(`SELECT to_regclass('public."_prisma_migrations"') AS found`);
      if (!exists.rows[0]?.found) return migrations.map((migration) => migration.name);
      const rows = await client.query<{ migration_name: string }>('SELECT migration_name FROM "_prisma_migrations"');
      const done = new Set(rows.rows.map((row) => row.migration_name));
      return migrations.filter((migration) => !done.has(migration.name)).map((migration) => migration.name);
    });
  } finally {
    client.release();
  }
}

/** Tells one migrated database from every other, also from one that a copy of it was restored into. */
export async function databaseIdentity(database: Database): Promise<string> {
  const client = await database.connect();
  try {
    return await inOwnRole(client, async () => {
      const { rows } = await client.query<{ id: string }>(
        'SELECT id FROM "_prisma_migrations" ORDER BY started_at, id LIMIT 1',
      );
      return rows[0]?.id ?? '';
    });
  } finally {
    client.release();
  }
}
