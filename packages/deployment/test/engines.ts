import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, migrate, openDatabase, readMigrations, rolesSql } from '@zhanqun/db';
import { SiteDirectory } from '@zhanqun/tenancy/server';
import { MIGRATIONS, startPostgres } from '@zhanqun/testing/global-setup';
import pg from 'pg';
import { type Deployment, readSettings } from '../src/server';

const migrations = readMigrations(MIGRATIONS);

/** A deployment around a database, its files in `dataDir`. */
export async function deploymentOf(db: Database, dataDir: string): Promise<Deployment> {
  const settings = readSettings({ DATA_DIR: dataDir }, dataDir);
  const directory = new SiteDirectory(db, settings.addressing);
  await directory.refresh();
  return { settings, db, directory, migrations, filesRoot: path.join(dataDir, 'files'), close: () => db.close() };
}

export interface EmptyTarget {
  deployment: Deployment;
  remove(): Promise<void>;
}

export async function emptyEmbedded(): Promise<EmptyTarget> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-restore-'));
  const db = await openDatabase({ dataDir, purpose: 'server' });
  await migrate(db, migrations);
  return {
    deployment: await deploymentOf(db, dataDir),
    remove: async () => {
      await db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** On a server of its own, opened by a login that owns its database and may not create roles, as a city's DBA has it. */
export async function emptyPostgres(): Promise<EmptyTarget> {
  const server = await startPostgres();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-restore-'));
  const admin = new pg.Client({ connectionString: `${server.url}/postgres` });
  await admin.connect();
  await admin.query(`CREATE ROLE "Web-App" LOGIN PASSWORD 'secret'`);
  await admin.query('CREATE DATABASE city OWNER "Web-App"');
  await admin.query(rolesSql('city', 'Web-App'));
  await admin.end();
  const url = `${server.url.replace('postgres:postgres@', 'Web-App:secret@')}/city`;
  const db = await openDatabase({ url, dataDir, purpose: 'server' });
  await migrate(db, migrations);
  return {
    deployment: await deploymentOf(db, dataDir),
    remove: async () => {
      await db.close();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Every row that a copy must hold, by table, as the database itself writes it. */
export async function rowsOf(db: Database): Promise<Record<string, string[]>> {
  const client = await db.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('role', $1, true), set_config('TimeZone', 'UTC', true)`, [
      `zq_${db.name}_keeper`,
    ]);
    const tables = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND relname NOT IN ('_prisma_migrations', 'PublicChange', 'Session', 'SignInFailure', 'RateCount', 'SearchRebuild') ORDER BY relname`,
    );
    const found: Record<string, string[]> = {};
    for (const { name } of tables.rows) {
      const rows = await client.query<{ line: string }>(`SELECT to_jsonb(t)::text AS line FROM "${name}" t`);
      found[name] = rows.rows.map((row) => row.line).sort();
    }
    return found;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
