import { type Database, sqlState } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { withPlatform, withSite } from '@zhanqun/tenancy/server';
import { type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { getAuditHead, recordAudit, verifyAudit } from '../src/server';

type Client = Awaited<ReturnType<Database['connect']>>;

const group = useGroup();
const at = (code: SiteCode) => group().contextAt(code, 'system');
const entry = (summary: string) => ({ action: 'x', subjectType: 'X', subjectId: newId(), summary });

async function write(code: SiteCode, ...summaries: string[]): Promise<void> {
  await withSite(at(code), (tx) => recordAudit(tx, { ...at(code), siteId: at(code).site.id }, summaries.map(entry)));
}

/** What only the owner of the database can do: take away the guard, and change what was written. */
async function asOwner(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = await group().db.connect();
  const switched = (how: 'DISABLE' | 'ENABLE') =>
    ['AuditLine', 'AuditSeal'].map((table) => `ALTER TABLE "${table}" ${how} TRIGGER USER`).join(';');
  try {
    await client.query(`BEGIN; SET LOCAL ROLE NONE; ${switched('DISABLE')}`);
    await work(client);
    await client.query(`${switched('ENABLE')}; COMMIT`);
  } finally {
    client.release(true);
  }
}

beforeAll(async () => {
  for (const code of ['east', 'west', 'city', 'bureau', 'east-town', 'west-town', 'east-hill'] as const) {
    for (const word of ['一', '二', '三', '四', '五']) await write(code, `第${word}条`);
  }
});

describe('the chain of the log', () => {
  it('holds the lines of writers who come at once, each once and without a gap', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => write('city', `同时 ${index}`, `又 ${index}`)));
    const verdict = await verifyAudit(at('city'));
    expect(verdict.broken).toBeUndefined();
    expect(verdict.head).toEqual(await getAuditHead(at('city')));
    expect(verdict.lines).toBeGreaterThanOrEqual(29);
    expect(verdict.since).toBeInstanceOf(Date);
  });

  it('takes lines of several sites from transactions that name them in any order', async () => {
    const sites = (['east', 'west'] as const).map((code) => at(code).site.id);
    const both = (siteIds: string[]) =>
      withPlatform({ db: group().db, siteIds }, async (tx) => {
        for (const siteId of siteIds) await recordAudit(tx, { ...at('city'), siteId }, [entry('名单')]);
      });
    await Promise.all(Array.from({ length: 10 }, (_, n) => both(n % 2 ? sites : [...sites].reverse())));
    expect((await verifyAudit(at('east'))).broken).toBeUndefined();
    expect((await verifyAudit(at('west'))).broken).toBeUndefined();
  });

  it('leaves out what was rolled back', async () => {
    const before = await getAuditHead(at('east'));
    await withSite(at('east'), async (tx) => {
      await recordAudit(tx, { ...at('east'), siteId: at('east').site.id }, [entry('没有发生')]);
      throw new Error('rolled back');
    }).catch(() => undefined);
    expect(await getAuditHead(at('east'))).toEqual(before);
  });

  it('cannot be changed, not even by the owner while the guard stands', async () => {
    const client = await group().db.connect();
    try {
      for (const sql of ['UPDATE "AuditLine" SET summary = \'x\'', 'DELETE FROM "AuditSeal"', 'TRUNCATE "AuditLine"']) {
        await client.query('BEGIN; SET LOCAL ROLE NONE');
        await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
        await client.query('ROLLBACK');
      }
    } finally {
      client.release(true);
    }
  });

  it('takes no seal from a site itself', async () => {
    const forged = withSite(
      at('east'),
      (tx) => tx.$executeRaw`INSERT INTO "AuditSeal" VALUES (${at('east').site.id}, 999, 'x', '', now(), '')`,
    );
    expect(await forged.catch((error: unknown) => sqlState(error))).toBe('42501');
  });
});

const of = (lineSeq: number, siteId: string) =>
  `(SELECT "lineId" FROM "AuditSeal" WHERE "siteId" = '${siteId}' AND seq = ${lineSeq})`;

const TAMPERED: [what: string, code: SiteCode, sql: (siteId: string) => string[], kind: string, seq: number][] = [
  [
    'a changed line',
    'west',
    (id) => [`UPDATE "AuditLine" SET "actorName" = '别人' WHERE "siteId" = '${id}' AND id = ${of(3, id)}`],
    'LINE_CHANGED',
    3,
  ],
  [
    'a line taken out',
    'bureau',
    (id) => [`DELETE FROM "AuditLine" WHERE "siteId" = '${id}' AND id = ${of(2, id)}`],
    'LINE_MISSING',
    2,
  ],
  [
    'a line taken out with its seal',
    'east-town',
    (id) => [
      `DELETE FROM "AuditLine" WHERE "siteId" = '${id}' AND id = ${of(2, id)}`,
      `DELETE FROM "AuditSeal" WHERE "siteId" = '${id}' AND seq = 2`,
    ],
    'SEAL_MISSING',
    2,
  ],
  [
    'a line put in',
    'east-hill',
    (id) => [
      `INSERT INTO "AuditLine" SELECT "siteId", id || 'x', at, "actorId", "actorName", action, "subjectType", "subjectId",
        '假的', detail, "requestId" FROM "AuditLine" WHERE "siteId" = '${id}' AND id = ${of(4, id)}`,
    ],
    'LINE_UNSEALED',
    0,
  ],
  [
    'two lines that changed places',
    'west-town',
    (id) => [
      `UPDATE "AuditSeal" SET "lineId" = CASE seq WHEN 2 THEN 'two' ELSE 'four' END || "lineId"
        WHERE "siteId" = '${id}' AND seq IN (2, 4)`,
      `UPDATE "AuditSeal" s SET "lineId" = (SELECT substr(o."lineId", CASE o.seq WHEN 2 THEN 4 ELSE 5 END) FROM "AuditSeal" o
        WHERE o."siteId" = s."siteId" AND o.seq = 6 - s.seq) WHERE "siteId" = '${id}' AND seq IN (2, 4)`,
    ],
    'ORDER_CHANGED',
    2,
  ],
];

describe('a log changed by the owner of the database', () => {
  it.each(TAMPERED)('with %s is found broken at its place, and stays so', async (_what, code, sql, kind, seq) => {
    expect((await verifyAudit(at(code))).broken).toBeUndefined();
    await asOwner(async (client) => {
      for (const one of sql(at(code).site.id)) await client.query(one);
    });
    expect((await verifyAudit(at(code))).broken).toMatchObject({ kind, seq });
    await write(code, '以后');
    expect((await verifyAudit(at(code))).broken).toMatchObject({ kind, seq });
  });

  it('that was cut off at its end is found by what the last check saw, and by a head kept outside', async () => {
    const id = at('city').site.id;
    const kept = await getAuditHead(at('city'));
    expect((await verifyAudit(at('city'), [kept])).broken).toBeUndefined();
    await asOwner(async (client) => {
      await client.query(`DELETE FROM "AuditLine" WHERE "siteId" = $1 AND id = ${of(kept.seq, id)}`, [id]);
      await client.query('DELETE FROM "AuditSeal" WHERE "siteId" = $1 AND seq = $2', [id, kept.seq]);
    });
    expect((await verifyAudit(at('city'))).broken).toMatchObject({ kind: 'HEAD_MISSING', seq: kept.seq });
    await write('city', '在原处');
    await asOwner((client) => client.query('DELETE FROM "AuditCheck" WHERE "siteId" = $1', [id]));
    expect((await verifyAudit(at('city'))).broken).toBeUndefined();
    expect((await verifyAudit(at('city'), [kept])).broken).toMatchObject({ kind: 'HEAD_CHANGED', seq: kept.seq });
  });
});
