// A process of its own for the tests: writes numbered rows and tells each one that is committed, until it is killed.
import { openDatabase } from '../src';

const [dataDir = '', purpose = 'server'] = process.argv.slice(2);

try {
  const database = await openDatabase({ dataDir, purpose: purpose === 'server' ? 'server' : 'command', poolSize: 2 });
  const client = await database.connect();
  await client.query('BEGIN; SET LOCAL ROLE NONE; CREATE TABLE IF NOT EXISTS kept (n serial PRIMARY KEY); COMMIT');
  process.stdout.write('ready\n');
  for (;;) {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE NONE');
    const { rows } = await client.query<{ n: number }>('INSERT INTO kept DEFAULT VALUES RETURNING n');
    await client.query('COMMIT');
    process.stdout.write(`${rows[0]?.n}\n`);
  }
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
