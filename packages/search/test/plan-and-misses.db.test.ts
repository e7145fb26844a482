import { analyse, Prisma, roleName, sqlState } from '@zhanqun/db';
import { asCounter, asVisitor } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { candidates, type FindRequest, preferIndex } from '../src/find.server';
import { listSearchMisses, MISSES_PER_DAY, recordSearchMiss } from '../src/server';

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
