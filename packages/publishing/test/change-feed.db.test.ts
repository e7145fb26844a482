import { type Database, openDatabase } from '@zhanqun/db';
import { withPlatform } from '@zhanqun/tenancy/server';
import { useTestDatabase } from '@zhanqun/testing/database';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { ChangeFeed, recordChange, recordChanges } from '../src/server';

const test = useTestDatabase();
const SITE = 'site1';
let feeds: ChangeFeed[] = [];
afterEach(() => {
  for (const feed of feeds) feed.stop();
  feeds = [];
});

/** A feed of its own, as another process would have, and the tags it has applied in their order. */
async function listen(db: Database = test().database) {
  const applied: string[] = [];
  const faults: unknown[] = [];
  const feed = new ChangeFeed(
    db,
    async (changes) => {
      applied.push(...changes.flatMap((change) => change.tags));
    },
    (error) => faults.push(error),
  );
  feeds.push(feed);
  await feed.start();
  return { feed, applied, faults };
}

function change(tag: string, db: Database = test().database): Promise<void> {
  return db.scope({ role: 'tenant', name: 'change', settings: { 'app.site': SITE } }, (tx) =>
    recordChange(tx, SITE, { tags: [tag], cause: '' }),
  );
}

describe('a change feed', () => {
  it('begins at the present: what came before it is never applied', async () => {
    await change('before');
    const { feed, applied } = await listen();
    await feed.ring();
    expect(applied).toEqual([]);
    await change('after');
    await feed.ring();
    expect(applied).toEqual(['after']);
  });

  it('reads no changes while nothing was committed', async () => {
    const { feed, applied } = await listen();
    await change('seen');
    // The first look moves the horizon past the change, the second one finds it there. Other databases of the same
    // server move the snapshot too: one look between two of their commits is enough.
    await vi.waitFor(
      async () => {
        const before = test().database.statements();
        await feed.ring();
        expect(test().database.statements()).toBe(before + 1);
      },
      { timeout: 20_000, interval: 5 },
    );
    await change('new');
    await feed.ring();
    expect(applied).toEqual(['seen', 'new']);
  });

  it('tells whether too much happened since a position to catch up with', async () => {
    const { feed } = await listen();
    const present = await feed.present();
    expect(await feed.isFarBehind(present)).toBe(false);
    await test().database.scope({ role: 'tenant', name: 'bulk', settings: { 'app.site': SITE } }, (tx) =>
      recordChanges(
        tx,
        SITE,
        Array.from({ length: 100_001 }, () => ({ tags: [], cause: '' })),
      ),
    );
    expect([await feed.isFarBehind(present), await feed.isFarBehind(await feed.present())]).toEqual([true, false]);
  });

  it('applies each change once, however often and from how many sides it is rung', async () => {
    const { feed, applied } = await listen();
    for (let i = 0; i < 5; i++) await Promise.all([change(`once-${i}`), feed.ring(), feed.ring()]);
    await Promise.all([feed.ring(), feed.ring(), feed.ring()]);
    await feed.ring();
    expect(applied).toEqual([0, 1, 2, 3, 4].map((i) => `once-${i}`));
  });

  it('applies the lines of a bulk change in their order, each with its own tags', async () => {
    const { feed, applied } = await listen();
    await test().database.scope({ role: 'tenant', name: 'bulk', settings: { 'app.site': SITE } }, (tx) =>
      recordChanges(tx, SITE, [
        { tags: ['a', 'b', 'a'], cause: '' },
        { tags: ['c'], cause: '' },
      ]),
    );
    await feed.ring();
    expect(applied).toEqual(['a', 'b', 'c']);
  });

  it('applies by itself within a second what another connection changed', async () => {
    const { applied, faults } = await listen();
    const { dataDir, url } = test();
    const other = await openDatabase({ dataDir, purpose: 'command', poolSize: 1, ...(url ? { url } : {}) });
    try {
      await change('elsewhere', other);
      await vi.waitFor(() => expect(applied).toEqual(['elsewhere']), { timeout: 1_000, interval: 20 });
      expect(faults).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('tries a change again that could not be applied', async () => {
    const applied: string[] = [];
    let isBroken = true;
    const feed = new ChangeFeed(
      test().database,
      async (changes) => {
        if (isBroken) throw new Error('cannot apply');
        applied.push(...changes.flatMap(({ tags }) => tags));
      },
      () => undefined,
    );
    feeds.push(feed);
    await feed.start();
    await change('stubborn');
    await expect(feed.ring()).rejects.toThrow('cannot apply');
    isBroken = false;
    await feed.ring();
    expect(applied).toEqual(['stubborn']);
  });
});

// The embedded database runs one transaction at a time: there a lower number is always committed first.
if (inject('postgresServer')) {
  describe('a change feed on PostgreSQL', () => {
    async function slowChange(tag: string): Promise<{ commit(): Promise<void> }> {
      const client = await test().database.connect();
      await client.query('BEGIN');
      await client.query('SET LOCAL ROLE NONE');
      await client.query(`INSERT INTO "PublicChange" ("siteId", tags) VALUES ($1, $2)`, [SITE, [tag]]);
      return {
        commit: async () => {
          await client.query('COMMIT');
          client.release();
        },
      };
    }

    it('does not skip a lower number that is committed later', async () => {
      const { feed, applied } = await listen();
      const slow = await slowChange('slow');
      await change('quick');
      await feed.ring();
      await change('quicker');
      await feed.ring();
      expect(applied).toEqual(['quick', 'quicker']);
      await slow.commit();
      await feed.ring();
      await feed.ring();
      expect(applied).toEqual(['quick', 'quicker', 'slow']);
      const rows = await withPlatform({ db: test().database }, (tx) =>
        tx.publicChange.findMany({ where: { tags: { hasSome: applied } }, orderBy: { seq: 'asc' } }),
      );
      expect(rows.map((row) => row.tags[0])).toEqual(['slow', 'quick', 'quicker']);
    });

    it('does not take for the past what was still running when it began', async () => {
      const slow = await slowChange('running');
      const { feed, applied } = await listen();
      await slow.commit();
      await feed.ring();
      expect(applied).toEqual(['running']);
    });
  });
}

describe('a change', () => {
  it('is there only when its transaction is', async () => {
    const { feed, applied } = await listen();
    const scope = { role: 'tenant', name: 'undone', settings: { 'app.site': SITE } } as const;
    const failed = test().database.scope(scope, async (tx) => {
      await recordChange(tx, SITE, { tags: ['undone'], cause: '' });
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await feed.ring();
    expect(applied).toEqual([]);
  });
});
