import { publishArticle, withdrawArticle } from '@zhanqun/articles/server';
import { makeDraft, makePublished } from '@zhanqun/articles/testing';
import { analyse, Prisma, roleName, sqlState } from '@zhanqun/db';
import { asCounter, asVisitor, withSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { candidates, type FindRequest, preferIndex } from '../src/find.server';
import {
  findRebuild,
  listSearchMisses,
  MISSES_PER_DAY,
  projectArticles,
  rebuildSearch,
  recordSearchMiss,
} from '../src/server';

const test = useGroup();
const ENTRIES = 30_000;

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
  const of = (table: string) =>
    `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM "${table}" t WHERE "siteId" NOT LIKE 'filler%'`;
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

describe('the plan of a search', () => {
  beforeAll(async () => {
    await asRole('keeper', (query) =>
      query(`INSERT INTO "SearchEntry" SELECT 'filler' || n % 300, 'a' || n, '标题', '', '', now() - n * interval '1 hour',
        2026, 'c', '栏目', 'NEWS', 'TOWN', 'PORTAL', NULL, '''标题'':1A'::tsvector,
        array_to_tsvector(ARRAY['标题', '词' || n % 2, '少' || n % 5000, '~sfiller' || n % 300, '~m202611'])
        FROM generate_series(1, ${ENTRIES}) n`),
    );
    await analyse(test().db);
  });

  async function planOf(query: string, more: Partial<FindRequest> = {}): Promise<string> {
    const request: FindRequest = { query, rank: `'标题'`, order: 'best', page: 1, now: new Date(), ...more };
    return asVisitor(test(), async (tx) => {
      await preferIndex(tx);
      const rows = await tx.$queryRaw<{ 'QUERY PLAN': string }[]>(
        Prisma.sql`EXPLAIN ${candidates(request, query, 1001)}`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
  }

  it('reads the index of words as a visitor, for rare and common words, one site and all, and no table from end to end', async () => {
    for (const query of [
      `'少17'`,
      `'词1'`,
      `'标题'`,
      `'标题' & '~sfiller7'`,
      `('词1' | '词0') & ('~m202611' | '~m202610')`,
    ]) {
      const plan = await planOf(query);
      expect(plan, query).toContain('SearchEntry_lexemes_idx');
      expect(plan, query).not.toContain('Seq Scan');
      const carried = await planOf(query, { carrierId: test().site('west').id });
      expect(carried, query).toContain('SearchEntry_lexemes_idx');
      expect(carried, query).not.toContain('Seq Scan on "SearchEntry"');
    }
  });

  it('takes the index of its own accord: the policy of visitors does not keep it away', async () => {
    const plan = await asVisitor(
      test(),
      (tx) => tx.$queryRaw<{ 'QUERY PLAN': string }[]>`
        EXPLAIN SELECT 1 FROM "SearchEntry" e WHERE e.lexemes @@ '''少17'''::tsquery`,
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('SearchEntry_lexemes_idx');
  });
});

describe('searches without an answer', () => {
  const miss = (query: string, now = new Date()) =>
    recordSearchMiss({ db: test().db, now }, test().site('bureau').id, query);
  const desk = () => test().contextAt('bureau', 'bureauAdmin');
  const kept = async () => (await listSearchMisses(desk(), {})).items.map(({ query, count }) => [query, count]);

  it('are counted by what was meant, without anything that may be personal', async () => {
    for (const query of ['學位 房', '学位  房', '校车路线']) await miss(query);
    const personal = [
      '360702199001011234',
      '13800138000',
      '1380 013 8000',
      '张三 0797-8391234',
      'zhang@example.com',
      '学',
    ];
    for (const query of [...personal, '很长的'.repeat(20)]) await miss(query);
    expect(await kept()).toEqual([
      ['学位 房', 2],
      ['校车路线', 1],
    ]);
    expect((await listSearchMisses(desk(), { order: 'newest' })).items.map((item) => item.query)).toHaveLength(2);
    expect((await listSearchMisses(test().contextAt('west', 'westAdmin'), {})).items).toEqual([]);
  });

  it('are kept for a bounded time and in a bounded number, by a role that may do nothing else', async () => {
    const old = new Date(Date.now() - 100 * 86_400_000);
    await miss('百日之前', old);
    for (let n = 0; n < MISSES_PER_DAY + 5; n++) await miss(`无结果${String.fromCodePoint(0x4e00 + n)}`);
    await miss('校车路线');
    const rows = await asRole('keeper', (query) => query('SELECT query, count FROM "SearchMiss"'));
    expect(rows).toHaveLength(MISSES_PER_DAY);
    expect(rows.find((row) => row.query === '校车路线')?.count).toBe(2);
    expect(rows.find((row) => row.query === '百日之前')).toBeUndefined();
    const first = await listSearchMisses(desk(), {});
    expect(first.next).toBe('20');
    expect((await listSearchMisses(desk(), { after: '20' })).items).toHaveLength(20);
    const siteId = test().site('bureau').id;
    for (const table of ['Article', 'Account', 'SearchEntry', 'Site']) {
      const look = asCounter({ db: test().db, siteId }, (tx) =>
        tx.$queryRaw(Prisma.sql`SELECT 1 FROM ${Prisma.raw(`"${table}"`)}`),
      );
      expect([table, sqlState(await look.catch((error: unknown) => error))]).toEqual([table, '42501']);
    }
  });
});
