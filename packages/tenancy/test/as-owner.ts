import type { Database } from '@zhanqun/db';
import type pg from 'pg';

/** Runs `work` as the login role in a transaction that is rolled back: what it changes is there for itself only. */
export async function asOwner<T>(database: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE NONE');
    return await work(client);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
