import { isDomainError } from '@zhanqun/kit';
import { useTestDatabase } from '@zhanqun/testing/database';
import { describe, expect, it } from 'vitest';
import { type DatabaseRole, openDatabase, roleName } from '../src';

const test = useTestDatabase();

/** One site's transaction, as a command has it, held open for so long. Resolves once it is open. */
async function hold(milliseconds: number): Promise<{ over: Promise<void> }> {
  const { database } = test();
  const client = await database.connect();
  await client.query('BEGIN');
  await client.query(`SELECT set_config('role', $1, true), set_config('app.site', 'one', true)`, [
    roleName(database.name, 'tenant'),
  ]);
  await client.query('SELECT count(*) FROM "Article"');
  const over = new Promise<void>((resolve, reject) => {
    setTimeout(() => {
      client
        .query('COMMIT')
        .then(() => {
          client.release();
          resolve();
        })
        .catch(reject);
    }, milliseconds);
  });
  return { over };
}

const SCOPES: [role: DatabaseRole, settings: Record<string, string>][] = [
  ['visitor', { 'app.preview_site': '' }],
  ['tenant', { 'app.site': 'two' }],
  ['staff', { 'app.roots': 'one', 'app.sites': '' }],
  ['platform', { 'app.site': '' }],
];

/** What became of each scope: its answer, or the sentence of a BUSY; any other error is thrown. */
function ask(database = test().database): Promise<string[]> {
  return Promise.all(
    [...SCOPES, ...SCOPES, ...SCOPES].map(([role, settings]) =>
      database
        .scope({ role, name: role, settings, snapshot: true }, async (tx) => {
          await tx.site.count();
          return 'answered';
        })
        .catch((error: unknown) => {
          if (isDomainError(error) && error.code === 'BUSY') return error.message;
          throw error;
        }),
    ),
  );
}

const BUSY = '系统正忙，请稍后再试。您填写的内容没有丢失。';

describe("one site's open transaction", () => {
  it('of 3 seconds lets every other scope have its answer', async () => {
    const held = await hold(3_000);
    const answers = await ask();
    await held.over;
    expect(answers).toEqual(Array(12).fill('answered'));
    expect(new Set(await ask())).toEqual(new Set(['answered']));
  });

  it('longer than others wait makes them busy, never faulty, and all is well after it', async () => {
    const { dataDir, url, database } = test();
    const held = await hold(11_000);
    const other = url ? undefined : await openDatabase({ dataDir, purpose: 'command', poolSize: 2 });
    const answers = await Promise.all([ask(), ...(other ? [ask(other)] : [])]);
    await held.over;
    await other?.close();
    const seen = new Set(answers.flat());
    // PostgreSQL has a session for each connection: there nobody waits for anybody.
    expect(seen).toEqual(new Set([database.kind === 'embedded' ? BUSY : 'answered']));
    expect(new Set(await ask())).toEqual(new Set(['answered']));
  });
});
