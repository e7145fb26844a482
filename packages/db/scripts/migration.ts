// `pnpm migration <name>`: writes the SQL that takes the migrations to what the model files say. Policies and rights of
// new tables are added by hand; the catalogue test names what is missing.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { readMigrations } from '../src/migrate.server';
import { rolesSql, withRoleNames } from '../src/roles';
import { schemaDiff } from './schema-diff';

const FOLDER = path.resolve(import.meta.dirname, '../../../prisma/migrations');
const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]{2,40}$/.test(name)) {
  console.error('Usage: pnpm migration <name>, small letters, digits and underscores.');
  process.exit(1);
}

const database = await PGlite.create();
await database.exec(rolesSql('postgres'));
for (const { sql } of readMigrations(FOLDER)) await database.exec(withRoleNames(sql, 'postgres'));
const sql = await schemaDiff(database);
await database.close();
if (sql === '' || sql === '-- This is an empty migration.') {
  console.log('The migrations already make what the model files say.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join(FOLDER, `${stamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'migration.sql'), `${sql}\n`);
  console.log(
    `Written: ${path.relative(process.cwd(), folder)}/migration.sql. Add policies and rights for new tables.`,
  );
}
