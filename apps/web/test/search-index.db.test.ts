import { publishArticle, withdrawArticle } from '@zhanqun/articles/server';
import { makeDraft, makePublished } from '@zhanqun/articles/testing';
import { roleName, sqlState } from '@zhanqun/db';
import { findRebuild, isIndexMissing, projectArticles, rebuildSearch } from '@zhanqun/search/server';
import { asVisitor, withSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';

const test = useGroup();

async function asRole<T>(
  role: 'keeper' | 'rest',
  work: (query: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<T>,
) {
  const client = await test().db.connect();
  try {
    await client.query(`SELECT set_config('role', $1, false)`, [roleName(test().db.name, role)]);
    return await work(async (sql) => (await client.query(sql)).rows);
  } finally {
    client.release(true);
  }
}

/** Everything in the index and what it was made from, as one hash. */
async function fingerprint(): Promise<unknown> {
  const of = (table: string) => `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM "${table}" t`;
  return asRole('keeper', async (query) => [await query(of('SearchEntry')), await query(of('RevisionWords'))]);
}

describe('a rebuild', () => {
  beforeAll(async () => {
    const columnId = test().columnId('east-town', 'xinwen');
    const context = test().contextAt('east-town', 'townAdmin');
    for (let n = 0; n < 3; n++) await makePublished(context, { columnId, title: `第${n}届龙舟赛` });
    const gone = await makePublished(context, { columnId, title: '取消的龙舟赛' });
    await withdrawArticle(context, { articleId: gone, reason: '天气' });
    await makeDraft(context, { columnId, title: '将来的龙舟赛' });
    await makePublished(test().contextAt('west', 'westAdmin'), {
      columnId: test().columnId('west', 'yaowen'),
      title: '西县龙舟赛',
    });
  });

  it('changes nothing where the index is right, twice', async () => {
    expect(await isIndexMissing(test())).toBe(false);
    const before = await fingerprint();
    const seen: number[] = [];
    const state = await rebuildSearch(test().context('system'), {
      onProgress: ({ done }) => {
        seen.push(done);
      },
    });
    expect(state).toMatchObject({ total: 6, done: 6, finishedAt: expect.any(Date) });
    expect(seen.at(-1)).toBe(6);
    expect(await fingerprint()).toEqual(before);
    await rebuildSearch(test().context('system'));
    expect(await fingerprint()).toEqual(before);
  });

  it('makes a lost or wrong index whole, goes on where it was cut off, and takes away what stands there wrongly', async () => {
    const before = await fingerprint();
    const { id } = test().site('east-town');
    await asRole('keeper', async (query) => {
      await query(`DELETE FROM "RevisionWords"`);
      await query(`DELETE FROM "SearchEntry" WHERE "siteId" = '${id}' AND title LIKE '第0届%'`);
      await query(`INSERT INTO "SearchEntry" SELECT e."siteId", 'stray', '不该在这里', e.summary, e.text, e."firstPublishedAt",
        e.year, e."columnId", e."columnName", e."columnKind", e.level, e."siteKind", e.validity, e.head, e.lexemes
        FROM "SearchEntry" e WHERE "siteId" = '${id}' LIMIT 1`);
    });
    let steps = 0;
    const cut = rebuildSearch(test().context('system'), {
      onProgress: () => {
        steps += 1;
        if (steps === 3) throw new Error('cut off');
      },
    });
    await expect(cut).rejects.toThrow('cut off');
    expect(await findRebuild(test())).toMatchObject({ finishedAt: null });
    let more = 0;
    await rebuildSearch(test().context('system'), {
      onProgress: () => {
        more += 1;
      },
    });
    expect(await findRebuild(test())).toMatchObject({ finishedAt: expect.any(Date), done: 6 });
    // Seven sites, two steps for those with articles and one for the others; three were done before.
    expect(more).toBe(9 - 3);
    expect(await fingerprint()).toEqual(before);
  });

  it('is due where a deployment is older than its search', async () => {
    await asRole('keeper', (query) => query('DELETE FROM "SearchEntry"'));
    expect(await isIndexMissing(test())).toBe(true);
    await rebuildSearch(test().context('system'));
    expect(await isIndexMissing(test())).toBe(false);
  });
});

describe('who writes the index', () => {
  it('writes the rows of its own site only, and a visitor none', async () => {
    const context = test().contextAt('east-town', 'townAdmin');
    const west = test().site('west').id;
    const before = await fingerprint();
    await withSite(context, (tx) => tx.$executeRaw`DELETE FROM "SearchEntry" WHERE "siteId" = ${west}`);
    await withSite(context, (tx) => projectArticles(tx, west, 'site'));
    expect(await fingerprint()).toEqual(before);
    const steal = withSite(
      context,
      (tx) => tx.$executeRaw`UPDATE "SearchEntry" SET "siteId" = ${west} WHERE "siteId" = ${context.site.id}`,
    );
    expect(sqlState(await steal.catch((error: unknown) => error))).toBe('42501');
    const write = asVisitor(test(), (tx) => tx.$executeRaw`DELETE FROM "SearchEntry"`);
    expect(sqlState(await write.catch((error: unknown) => error))).toBe('42501');
  });

  it('keeps a publication out that does not come to an end', async () => {
    const context = test().contextAt('east-town', 'townAdmin');
    const articleId = await makeDraft(context, {
      columnId: test().columnId('east-town', 'xinwen'),
      title: '未成的消息',
    });
    const before = await fingerprint();
    const broken = withSite(context, async (tx) => {
      await tx.article.updateMany({ where: { siteId: context.site.id, id: articleId }, data: { state: 'PUBLISHED' } });
      await projectArticles(tx, context.site.id, { articleIds: [articleId] });
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    expect(await fingerprint()).toEqual(before);
    await publishArticle(context, { articleId });
    expect(await fingerprint()).not.toEqual(before);
  });
});
