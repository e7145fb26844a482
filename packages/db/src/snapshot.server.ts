import type { Database } from './database.server';

/**
 * Which transactions the database counts as done now, as text. While it stays the same, nothing was committed that
 * wrote. One statement outside all scopes: cheap enough to be asked several times a second.
 */
export async function snapshotOf(database: Database): Promise<string> {
  const client = await database.connect();
  try {
    const { rows } = await client.query<{ snapshot: string }>('SELECT pg_current_snapshot()::text AS snapshot');
    return rows[0]?.snapshot ?? '';
  } finally {
    client.release();
  }
}
