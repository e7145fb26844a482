import { ROLE_NAMES, roleName } from '@zhanqun/db';
import { useTestDatabase } from '@zhanqun/testing/database';
import { beforeAll, describe, expect, it } from 'vitest';
import { TABLES_NAMING_TWO_SITES, TABLES_READ_ACROSS_SITES, TABLES_WITHOUT_TENANT } from '../src/server';
import { asOwner } from './as-owner';

const test = useTestDatabase();

interface Table {
  name: string;
  rls: boolean;
  forced: boolean;
  key: string[];
}

interface ForeignKey {
  name: string;
  table: string;
  target: string;
  columns: string[];
  targetColumns: string[];
}

let tables: Table[] = [];
let foreignKeys: ForeignKey[] = [];

beforeAll(async () => {
  await asOwner(test().database, async (client) => {
    tables = (
      await client.query<Table>(`
        SELECT c.relname AS name, c.relrowsecurity AS rls, c.relforcerowsecurity AS forced,
          coalesce((SELECT array_agg(a.attname::text ORDER BY k.n) FROM pg_index i,
            unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, n), pg_attribute a
            WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.attnum), '{}') AS key
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'
        ORDER BY c.relname`)
    ).rows;
    foreignKeys = (
      await client.query<ForeignKey>(`
        SELECT con.conname AS name, c.relname AS "table", f.relname AS target,
          (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(con.conkey) WITH ORDINALITY AS k(attnum, n)
            JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum) AS columns,
          (SELECT array_agg(a.attname::text ORDER BY k.n) FROM unnest(con.confkey) WITH ORDINALITY AS k(attnum, n)
            JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.attnum) AS "targetColumns"
        FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_class f ON f.oid = con.confrelid
        WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace ORDER BY con.conname`)
    ).rows;
  });
});

const hasTenant = (name: string) => !(name in TABLES_WITHOUT_TENANT);

describe('the catalogue of the database', () => {
  it('holds every table under row security, enabled and forced', () => {
    expect(tables.length).toBeGreaterThan(15);
    expect(tables.filter((table) => !table.rls || !table.forced)).toEqual([]);
  });

  it('begins the key of every tenant table with siteId', () => {
    const wrong = tables.filter((table) => hasTenant(table.name) && table.key[0] !== 'siteId');
    expect(wrong).toEqual([]);
  });

  it('has as tables without a tenant exactly those that are listed with a reason', () => {
    const without = tables.filter((table) => table.key[0] !== 'siteId').map((table) => table.name);
    expect(without.sort()).toEqual(Object.keys(TABLES_WITHOUT_TENANT).sort());
    for (const { reason } of Object.values(TABLES_WITHOUT_TENANT)) expect(reason).not.toBe('');
  });

  it('carries the site in every foreign key between tenant tables, first on both sides', () => {
    const between = foreignKeys.filter((key) => hasTenant(key.table) && hasTenant(key.target));
    expect(between.length).toBeGreaterThan(10);
    for (const key of between) {
      expect(key.targetColumns[0], key.name).toBe('siteId');
      const first = key.columns[0];
      if (first !== 'siteId') {
        expect(TABLES_NAMING_TWO_SITES, key.name).toContain(key.table);
        expect(first, key.name).toMatch(/SiteId$/);
      }
    }
  });

  it('lets the resting role do nothing with any table or sequence', async () => {
    const { database } = test();
    const rows = await asOwner(database, (client) =>
      client.query<{ name: string }>(
        `SELECT c.relname AS name FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
           AND has_any_column_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
         UNION ALL
         SELECT c.relname FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
           AND has_table_privilege($1, c.oid, 'DELETE, TRUNCATE, TRIGGER')
         UNION ALL
         SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
           AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege($1, c.oid, 'USAGE, SELECT, UPDATE') END`,
        [roleName(database.name, 'rest')],
      ),
    );
    expect(rows.rows).toEqual([]);
  });

  it('lets exactly the listed roles read each table without a tenant or across sites', async () => {
    const { database } = test();
    for (const [table, { readBy }] of Object.entries({ ...TABLES_WITHOUT_TENANT, ...TABLES_READ_ACROSS_SITES })) {
      const readers = await asOwner(database, async (client) => {
        const found: string[] = [];
        for (const role of ROLE_NAMES) {
          const row = await client.query(`SELECT has_any_column_privilege($1, $2::regclass, 'SELECT') AS may`, [
            roleName(database.name, role),
            `public."${table}"`,
          ]);
          if (row.rows[0].may) found.push(role);
        }
        return found;
      });
      expect(readers.sort(), table).toEqual([...readBy].sort());
    }
  });

  it('shows no role but the platform and the keeper a password hash', async () => {
    const { database } = test();
    for (const role of ['rest', 'visitor', 'tenant', 'staff'] as const) {
      const row = await asOwner(database, (client) =>
        client.query(`SELECT has_column_privilege($1, 'public."Account"', 'passwordHash', 'SELECT') AS may`, [
          roleName(database.name, role),
        ]),
      );
      expect(row.rows[0].may, role).toBe(false);
    }
  });
});
