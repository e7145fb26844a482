import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { schemaDiff } from '../scripts/schema-diff';
import { readMigrations } from '../src';
import { rolesSql, withRoleNames } from '../src/roles';

const FOLDER = path.resolve(import.meta.dirname, '../../../prisma/migrations');

async function migrated(): Promise<PGlite> {
  const database = await PGlite.create();
  await database.exec(rolesSql('postgres'));
  for (const { sql } of readMigrations(FOLDER)) await database.exec(withRoleNames(sql, 'postgres'));
  return database;
}

describe('the migrations', () => {
  it('make exactly what the model files say, and a difference is noticed', async () => {
    const database = await migrated();
    try {
      expect(await schemaDiff(database)).toMatch(/^(-- This is an empty migration\.)?$/);
      await database.exec('ALTER TABLE "Site" DROP COLUMN "officeHours"');
      expect(await schemaDiff(database)).toContain('officeHours');
    } finally {
      await database.close();
    }
  });
});
