import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { isDomainError } from '@zhanqun/kit';
import { useTestDatabase } from '@zhanqun/testing/database';
import { describe, expect, inject, it } from 'vitest';
import { asBusy, openDatabase, type Transaction } from '../src';

const test = useTestDatabase();

const SENT = '提交的内容里有无法保存的字符或过大的数字，请检查后重试。';
const GONE = '相关的内容刚刚被移走，请刷新后重试。';

const NOW = new Date();
const failure = (key: string, failures = 1) => ({ key, failures, firstAt: NOW });

describe('a scope answers with a sentence', () => {
  it.each<[what: string, code: string, sentence: string, work: (tx: Transaction) => Promise<unknown>]>([
    ['NUL in a text', 'INVALID', SENT, (tx) => tx.signInFailure.create({ data: failure('a\0b') })],
    ['NUL in a raw statement', 'INVALID', SENT, (tx) => tx.$queryRaw`SELECT ${'a\0b'}::text`],
    ['NUL in JSON', 'INVALID', SENT, (tx) => tx.$queryRaw`SELECT ${'{"a":"\\u0000"}'}::jsonb ->> 'a'`],
    ['a number out of range', 'INVALID', SENT, (tx) => tx.$queryRaw`SELECT (${'99999999999'}::bigint)::int`],
    [
      'a row whose target is gone',
      'CONFLICT',
      GONE,
      (tx) =>
        tx.session.create({
          data: { id: 's', accountId: 'nobody', lastSeenAt: NOW, expiresAt: NOW, address: '', userAgent: '' },
        }),
    ],
  ])('to %s', async (_what, code, message, work) => {
    const refused = test().database.scope({ role: 'platform', name: 'refused' }, work);
    await expect(refused).rejects.toMatchObject({ name: 'DomainError', code, message });
  });
});

describe('what the database undid in favour of another transaction', () => {
  it.each(['40P01', '40001', 'P2034'])('is busy and no fault: %s', (code) => {
    const answer = asBusy(Object.assign(new Error('undone'), { code }));
    expect(isDomainError(answer) && answer.code).toBe('BUSY');
  });
});

if (inject('postgresServer')) {
  describe('a login without the resting role', () => {
    it('is refused its work, and its connection is given back only once', async () => {
      const { database, dataDir, url = '' } = test();
      const login = `stranger_${database.name}`;
      const client = await database.connect();
      await client.query('RESET ROLE');
      await client.query('SET ROLE NONE');
      await client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'secret'`);
      client.release(true);
      const address = new URL(url);
      address.username = login;
      address.password = 'secret';
      const strangers = await openDatabase({ url: address.href, dataDir, purpose: 'command', poolSize: 1 });
      const unhandled: unknown[] = [];
      const note = (error: unknown) => unhandled.push(error);
      process.on('unhandledRejection', note);
      try {
        for (let round = 0; round < 3; round++) {
          const held = await strangers.connect();
          await expect(held.query('SELECT 1')).rejects.toThrow();
          held.release();
        }
        await expect(strangers.scope({ role: 'visitor', name: 'visitor' }, (tx) => tx.site.count())).rejects.toThrow();
      } finally {
        await strangers.close();
        process.off('unhandledRejection', note);
      }
      expect(unhandled).toEqual([]);
    });
  });

  describe('a connection that is reset', () => {
    it.each<[how: string, work: (tx: Transaction) => Promise<unknown>]>([
      ['a raw statement', (tx) => tx.$queryRaw`SELECT pg_sleep(5)`],
      ['a query', (tx) => tx.site.findMany({ where: { id: 'pg_sleep' } })],
    ])('during %s is busy and no fault', async (_how, work) => {
      const { dataDir, url = '' } = test();
      const { hostname, port } = new URL(url);
      const relay = createServer((near) => {
        const far = connect(Number(port), hostname);
        far.on('error', () => near.destroy()).pipe(near);
        near.on('error', () => far.destroy());
        near.on('data', (sent) => {
          if (!sent.includes('pg_sleep')) return far.write(sent);
          far.destroy();
          return near.resetAndDestroy();
        });
      });
      await once(relay.listen(0, '127.0.0.1'), 'listening');
      const through = Object.assign(new URL(url), {
        hostname: '127.0.0.1',
        port: (relay.address() as AddressInfo).port,
      });
      const database = await openDatabase({ url: through.href, dataDir, purpose: 'command', poolSize: 1 });
      try {
        const cut = database.scope({ role: 'platform', name: 'cut', settings: { 'app.site': '' } }, work);
        await expect(cut).rejects.toMatchObject({ name: 'DomainError', code: 'BUSY' });
      } finally {
        await database.close();
        relay.close();
      }
    });
  });
}
