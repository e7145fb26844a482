import type { Database } from '@zhanqun/db';
import { asVisitor } from '@zhanqun/tenancy/server';
import { useTestDatabase } from '@zhanqun/testing/database';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { ChangeFeed, dependsOn, PageStore, recordChange, recordInto } from '../src/server';

const test = useTestDatabase();
const SITE = 'site1';
const PLACE = { siteId: SITE, host: 'site1.test', path: '/' };
const open: { stop(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
});

/** One process: a store that follows the changes, and a page that shows how many lines the change table holds. */
async function process(db: Database = test().database) {
  const store = new PageStore<string>({
    memoryBytes: 1_000_000,
    headers: {},
    now: Date.now,
    onFault: (error) => expect.unreachable(String(error)),
  });
  const feed = new ChangeFeed(
    db,
    async (changes, position) => store.apply(changes, position),
    (error) => expect.unreachable(String(error)),
  );
  open.push(feed, store);
  await feed.start(await store.open(await feed.present()));
  /** `text` is what the page shows; `meanwhile` happens between its reading and its end. */
  const visit = async (
    text: () => Promise<string> | string,
    meanwhile: () => Promise<unknown> = async () => undefined,
  ) => {
    const { page } = await store.obtain(PLACE, '/', async (recorder) => {
      const shown = await asVisitor({ db }, async (tx) => {
        recordInto(tx, recorder);
        dependsOn(tx, 'home:site1');
        return text();
      });
      await meanwhile();
      return { isLasting: true, type: 'text/html', cacheControl: 'no-cache', bytes: Buffer.from(shown), answer: shown };
    });
    return page?.bodies.identity.bytes.toString();
  };
  return { store, feed, visit, kept: () => store.find(PLACE.host, '/')?.bodies.identity.bytes.toString() };
}

function change(tag = 'home:site1', takesAway = false): Promise<void> {
  return test().database.scope({ role: 'tenant', name: 'change', settings: { 'app.site': SITE } }, (tx) =>
    recordChange(tx, SITE, { tags: [tag], cause: 'test', takesAway }),
  );
}

describe('a store that follows the changes', () => {
  it('renews a page after a committed change to what its queries named, also one of another process', async () => {
    const here = await process();
    const there = await process();
    await here.visit(() => 'old');
    await there.visit(() => 'old');
    await change('home:other');
    await here.feed.ring();
    expect(here.kept()).toBe('old');
    await change();
    await Promise.all([here.feed.ring(), there.feed.ring()]);
    expect([here.kept(), there.kept()]).toEqual([undefined, undefined]);
    expect(await here.visit(() => 'new')).toBe('new');
  });

  it('does not keep a page whose rendering read before a change and ended after it', async () => {
    const { feed, visit, kept } = await process();
    await visit(
      () => 'old',
      async () => {
        await change();
        await feed.ring();
      },
    );
    expect(kept()).toBeUndefined();
  });

  it('drops a page that was kept between a change and the news of it', async () => {
    const { feed, visit, kept } = await process();
    await visit(
      () => 'old',
      () => change(),
    );
    await feed.ring();
    expect(kept()).toBeUndefined();
  });
});

// The embedded database runs one transaction at a time: there no change is open while a page reads.
if (inject('postgresServer')) {
  describe('with two transactions open at once', () => {
    async function slowChange(): Promise<{ commit(): Promise<void> }> {
      const client = await test().database.connect();
      await client.query('BEGIN');
      await client.query('SET LOCAL ROLE NONE');
      await client.query(`INSERT INTO "PublicChange" ("siteId", tags) VALUES ($1, '{home:site1}')`, [SITE]);
      return {
        commit: async () => {
          await client.query('COMMIT');
          client.release();
        },
      };
    }

    it('a page that read while the change was open is not kept when it ends after the commit', async () => {
      const { feed, visit, kept } = await process();
      const slow = await slowChange();
      await visit(
        () => 'old',
        async () => {
          await slow.commit();
          await feed.ring();
        },
      );
      expect(kept()).toBeUndefined();
    });

    it('a page rendered after a later change is dropped when the earlier one commits at last', async () => {
      const { feed, visit, kept } = await process();
      const first = await slowChange();
      const second = await slowChange();
      await second.commit();
      await feed.ring();
      await visit(() => 'knows the second, not the first');
      await feed.ring();
      expect(kept()).toBeDefined();
      await first.commit();
      await feed.ring();
      expect(kept()).toBeUndefined();
    });
  });
}
