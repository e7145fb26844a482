import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, migrate, openDatabase, readMigrations } from '@zhanqun/db';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { MIGRATIONS } from './global-setup';

export interface TestDatabase {
  database: Database;
  dataDir: string;
  /** Set when the tests run on PostgreSQL. */
  url?: string;
  remove(): Promise<void>;
}

/**
 * A fresh, migrated database of its own, on the engine the run was started for. `withGroup` begins with the group that
 * the template of the embedded database has; on PostgreSQL, whose roles belong to one database, nothing can be copied.
 */
export async function makeTestDatabase({ poolSize = 8, withGroup = false } = {}): Promise<TestDatabase> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-test-'));
  const template = inject('embeddedTemplate');
  if (template) {
    cpSync(withGroup ? template.withGroup : template.empty, dataDir, { recursive: true });
    const database = await openDatabase({ dataDir, purpose: 'server', poolSize });
    return {
      database,
      dataDir,
      remove: async () => {
        await database.close();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  }
  const server = inject('postgresServer');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: `${server}/postgres` });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = `${server}/${name}`;
  const database = await openDatabase({ url, dataDir, purpose: 'server', poolSize });
  await migrate(database, readMigrations(MIGRATIONS));
  return {
    database,
    dataDir,
    url,
    remove: async () => {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** One database for all tests of a file. */
export function useTestDatabase({ withGroup = false } = {}): () => TestDatabase {
  let made: TestDatabase | undefined;
  beforeAll(async () => {
    made = await makeTestDatabase({ withGroup });
  });
  afterAll(async () => {
    await made?.remove();
  });
  return () => {
    if (!made) throw new Error('The test database is there only while tests run.');
    return made;
  };
}
