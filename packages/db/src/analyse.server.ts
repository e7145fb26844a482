import type { Database } from './database.server';
import { inOwnRole } from './migrate.server';

/** Lets the planner learn what the tables hold, after much was written at once: the embedded database never does so itself. */
export async function analyse(database: Database): Promise<void> {
  const client = await database.connect();
  try {
    await inOwnRole(client, () => client.query('ANALYZE'));
  } finally {
    client.release();
  }
}
