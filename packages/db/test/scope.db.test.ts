import { useTestDatabase } from '@zhanqun/testing/database';
import { describe, expect, it } from 'vitest';
import { sqlState } from '../src';

const test = useTestDatabase();

describe('a connection at rest', () => {
  it('may read nothing: a query outside every scope fails with 42501, not with zero rows', async () => {
    const client = await test().database.connect();
    try {
      await expect(client.query('SELECT * FROM "Site"')).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('SELECT * FROM "Account"')).rejects.toMatchObject({ code: '42501' });
    } finally {
      client.release();
    }
  });
});

describe('a scope', () => {
  it('inside a scope throws at once and names both', async () => {
    const { database } = test();
    const nested = database.scope({ role: 'visitor', name: 'outer scope' }, () =>
      database.scope({ role: 'platform', name: 'inner scope' }, (tx) => tx.account.count()),
    );
    await expect(nested).rejects.toThrow('A scope inside a scope: inner scope was opened inside outer scope.');
  });

  it('has only the rights of its role', async () => {
    const error = await test()
      .database.scope({ role: 'visitor', name: 'visitor' }, (tx) => tx.account.count())
      .catch((caught: unknown) => caught);
    expect(sqlState(error)).toBe('42501');
  });

  it('leaves nothing of its role behind for the next one', async () => {
    const { database } = test();
    for (let i = 0; i < 10; i++) await database.scope({ role: 'platform', name: 'p' }, (tx) => tx.account.count());
    const client = await database.connect();
    try {
      const role = await client.query('SELECT current_user::text AS role');
      expect(role.rows[0].role).toMatch(/_rest$/);
    } finally {
      client.release();
    }
  });
});
