import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { useTestDatabase } from '@zhanqun/testing/database';
import pg from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { type Database, migrate, openDatabase, pendingMigrations, ROLE_NAMES, readMigrations, rolesSql } from '../src';
import { roleName } from '../src/roles';

const test = useTestDatabase();
const migrations = readMigrations(path.resolve(import.meta.dirname, '../../../prisma/migrations'));
const server = inject('postgresServer');
const dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-migrate-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function asAdmin(database: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/${database}` });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Opens a database at `url`, works in it and closes it. */
async function opened<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, dataDir, purpose: 'server', poolSize: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function newName(): string {
  return `migrate_${randomBytes(5).toString('hex')}`;
}

describe('migrating', () => {
  it('a second time applies nothing and leaves nothing pending', async () => {
    expect(await migrate(test().database, migrations)).toEqual([]);
    expect(await pendingMigrations(test().database, migrations)).toEqual([]);
  });

  it('refuses a migration that is not the one that was applied', async () => {
    const changed = migrations.map((migration) => ({ ...migration, checksum: '0'.repeat(64) }));
    await expect(migrate(test().database, changed)).rejects.toMatchObject({
      code: 'MISCONFIGURED',
      message: `迁移 ${migrations[0]?.name} 与数据库中记录的内容不同，程序与数据库不配套。`,
    });
  });

  it('applies a migration whole or not at all, and names it as pending', async () => {
    const broken = {
      name: '99990101000000_broken',
      sql: 'CREATE TABLE half (id int); SELECT 1 / 0;',
      checksum: '1'.repeat(64),
    };
    await expect(migrate(test().database, [...migrations, broken])).rejects.toMatchObject({ code: '22012' });
    expect(await pendingMigrations(test().database, [...migrations, broken])).toEqual([broken.name]);
    const client = await test().database.connect();
    try {
      expect((await client.query(`SELECT to_regclass('public.half') AS found`)).rows).toEqual([{ found: null }]);
    } finally {
      client.release();
    }
  });
});

if (server) {
  describe('migrating on PostgreSQL', () => {
    it('by two runners at once applies each migration once', async () => {
      const name = newName();
      await asAdmin('postgres', async (admin) => {
        await admin.query(`CREATE DATABASE ${name}`);
      });
      const run = () => opened(`${server}/${name}`, (database) => migrate(database, migrations));
      const applied = (await Promise.all([run(), run(), run()])).flat();
      expect(applied.sort()).toEqual(migrations.map((migration) => migration.name));
    });

    it('by a login that may neither create roles nor has them says whom to ask', async () => {
      const name = newName();
      await asAdmin('postgres', async (admin) => {
        await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret'`);
        await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
      });
      const url = `${server.replace('postgres:postgres@', `${name}:secret@`)}/${name}`;
      await opened(url, async (database) => {
        await expect(migrate(database, migrations)).rejects.toMatchObject({
          code: 'MISCONFIGURED',
          message: expect.stringContaining('pnpm zhanqun db roles'),
        });
        await asAdmin(name, async (admin) => {
          await admin.query(rolesSql(name, name));
          // A second time changes nothing.
          await admin.query(rolesSql(name, name));
        });
        expect(await migrate(database, migrations)).toHaveLength(migrations.length);
      });
      await opened(url, async (database) => {
        const client = await database.connect();
        try {
          await expect(client.query('SELECT * FROM "Site"')).rejects.toMatchObject({ code: '42501' });
        } finally {
          client.release();
        }
        const platform = await database.scope({ role: 'platform', name: 'platform' }, (tx) => tx.account.count());
        expect(platform).toBe(0);
        const visitor = database.scope({ role: 'visitor', name: 'visitor' }, (tx) => tx.account.count());
        await expect(visitor).rejects.toThrow();
      });
    });

    it('by a login with CREATEROLE makes the roles itself and inherits none of them', async () => {
      const name = newName();
      await asAdmin('postgres', async (admin) => {
        await admin.query(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD 'secret'`);
        await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
      });
      await opened(`${server.replace('postgres:postgres@', `${name}:secret@`)}/${name}`, async (database) => {
        expect(await migrate(database, migrations)).toHaveLength(migrations.length);
        expect(await migrate(database, migrations)).toEqual([]);
      });
      await asAdmin(name, async (admin) => {
        for (const role of ROLE_NAMES) {
          const rights = await admin.query(
            `SELECT pg_has_role($1, $2, 'USAGE') AS inherits, pg_has_role($1, $2, 'SET') AS may_step_in`,
            [name, roleName(name, role)],
          );
          expect(rights.rows).toEqual([{ inherits: false, may_step_in: true }]);
        }
      });
    });
  });
}
