import { analyse, type Database, roleName } from '@zhanqun/db';
import { type Deployment, openDeployment, readSettings } from '@zhanqun/deployment/server';
import { readSearchRequest } from '@zhanqun/search/schema';
import { searchPublicEntries } from '@zhanqun/search/server';
import { indexWords } from '@zhanqun/search/words';
import { asVisitor, type SiteRecord } from '@zhanqun/tenancy/server';
import { ROOT } from '../paths';
import type { Figure } from './command';
import { timed } from './deployment';
import { makeTexts, type Texts } from './search-texts';

const SITES = 350;
const BATCH = 2_000;
const ROUNDS = 40;
const P95_LIMIT_MS = 150;

function siteId(index: number): string {
  return `bench${String(index).padStart(13, '0')}`;
}

/** The city at the top, 18 counties, all others below a county. */
function lineageOf(index: number): string[] {
  if (index === 0) return [siteId(0)];
  if (index <= 18) return [siteId(0), siteId(index)];
  return [siteId(0), siteId(1 + (index % 18)), siteId(index)];
}

function levelOf(index: number): 'CITY' | 'COUNTY' | 'TOWN' {
  return index === 0 ? 'CITY' : index <= 18 ? 'COUNTY' : 'TOWN';
}

/** Texts that are made; a larger number of items repeats them at other sites and times. */
const POOL = 50_000;
const DAYS = 3_650;

/** Where and when item `n` stands, as the same expressions for all. */
const PLACED = `SELECT n, CASE WHEN n % 10 = 0 THEN 0 WHEN n % 3 = 0 THEN 1 + n % 18 ELSE 19 + n % ${SITES - 19} END AS site,
  (ARRAY['NEWS', 'NOTICE', 'POLICY', 'LIST'])[1 + n % 4] AS kind,
  now() - (($1::int - n)::float8 / $1::int * ${DAYS}) * interval '1 day' AS at FROM generate_series($2::int, $3::int) n`;

/** Writes `size` published items into the projection alone, with words as frequent as in running text; kept ones stay. */
async function load(db: Database, size: number): Promise<void> {
  const texts = makeTexts();
  const pool = Math.min(size, POOL);
  const client = await db.connect();
  try {
    await client.query('SET ROLE NONE');
    await client.query(`SET maintenance_work_mem = '512MB'`);
    const held = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM "SearchEntry"');
    if (held.rows[0]?.count === size) return;
    await client.query('TRUNCATE "SearchEntry"');
    await client.query('DROP INDEX IF EXISTS "SearchEntry_lexemes_idx"');
    await client.query(
      'CREATE TEMPORARY TABLE made (n int PRIMARY KEY, title text, text text, head tsvector, lexemes tsvector)',
    );
    for (let first = 0; first < pool; first += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, pool - first) }, (_, at) => {
        const { title, words, text } = texts.make();
        const known = indexWords({ title, keywords: '', summary: '', plainText: '' });
        return { n: first + at, t: title, x: text, h: known.head, v: [...new Set([...known.lexemes, ...words])] };
      });
      await client.query(
        `INSERT INTO made SELECT n, t, x, h::tsvector, array_to_tsvector(ARRAY(SELECT json_array_elements_text(v)))
         FROM json_to_recordset($1::json) AS r(n int, t text, x text, h text, v json)`,
        [JSON.stringify(rows)],
      );
    }
    for (let first = 0; first < size; first += POOL) {
      // The table is written as its owner would not be let: row security is forced, so as the keeper.
      await client.query('GRANT SELECT ON made TO PUBLIC');
      await client.query(`SET ROLE ${roleName(db.name, 'keeper')}`);
      await client.query(
        `INSERT INTO "SearchEntry" ("siteId", "articleId", title, summary, text, "firstPublishedAt", year, "columnId",
           "columnName", "columnKind", level, "siteKind", head, lexemes)
         SELECT s.id, lpad(p.n::text, 18, '0'), m.title, '', m.text, p.at, extract(year FROM p.at), p.kind, '通知公告',
           p.kind::"ColumnKind", l.level::"SiteLevel", 'PORTAL', m.head, m.lexemes || array_to_tsvector(ARRAY['~s' || s.id,
             '~u' || s.id, '~u' || c.id, '~u' || r.id, '~y' || to_char(p.at, 'YYYY'), '~m' || to_char(p.at, 'YYYYMM'),
             '~k' || p.kind, '~l' || l.level])
         FROM (${PLACED}) p JOIN made m ON m.n = p.n % $4::int,
           LATERAL (SELECT 'bench' || lpad(p.site::text, 13, '0') AS id) s,
           LATERAL (SELECT 'bench' || lpad((1 + p.site % 18)::text, 13, '0') AS id) c,
           LATERAL (SELECT 'bench' || lpad('0', 13, '0') AS id) r,
           LATERAL (SELECT CASE WHEN p.site = 0 THEN 'CITY' WHEN p.site <= 18 THEN 'COUNTY' ELSE 'TOWN' END AS level) l`,
        [size, first, Math.min(first + POOL, size) - 1, pool],
      );
      await client.query('SET ROLE NONE');
    }
    await client.query(
      `CREATE INDEX "SearchEntry_lexemes_idx" ON "SearchEntry" USING GIN (lexemes) WITH (gin_pending_list_limit = 1024)`,
    );
  } finally {
    client.release(true);
  }
  await analyse(db);
}

function recordOf(index: number): SiteRecord {
  const own = siteId(index);
  return {
    id: own,
    parentId: null,
    code: own,
    label: own,
    name: '测量站点',
    shortName: '测量',
    level: levelOf(index),
    kind: 'PORTAL',
    state: 'ONLINE',
    stateNote: '',
    themeCode: '',
    theme: {},
    themeHash: '',
    position: 0,
    isDemonstration: true,
    addresses: [],
    lineage: lineageOf(index),
  };
}

interface Timing {
  p50: number;
  p95: number;
}

function timingOf(times: number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

/** Queries by how often their words stand in the items. */
const SORTS: [name: string, query: (texts: Texts, round: number) => string][] = [
  ['少见的词', (texts, round) => texts.wordAt(20_000 + round * 97)],
  ['一般的词', (texts, round) => texts.wordAt(2_000 + round * 31)],
  ['常见的词', (texts, round) => texts.wordAt(round % 12)],
  ['标题里的常用词', (_texts, round) => ['通知', '公告', '关于', '意见'][round % 4] ?? ''],
  ['两个词', (texts, round) => `${texts.wordAt(50 + round)} ${texts.wordAt(300 + round * 7)}`],
  ['两个常见的词', (texts, round) => `${texts.wordAt(round % 10)} ${texts.wordAt(10 + (round % 10))}`],
  ['没有结果的词', (_texts, round) => `齉齾${'靐龘龗麤'.charAt(round % 4)}`],
  ['错别字', (texts, round) => [...texts.wordAt(3_000 + round * 11)].reverse().join('')],
  ['拼音', (_texts, round) => ['gonggao', 'tongzhi', 'guanyu', 'yijian'][round % 4] ?? ''],
];

const SCOPES: [name: string, params: string, site: number][] = [
  ['全市', '&scope=group', 30],
  ['本站', '&scope=site', 30],
];

async function measure(deployment: Deployment, size: number): Promise<Figure[]> {
  const { db, directory } = deployment;
  const made = await timed(() => load(db, size));
  const figures: Figure[] = [{ name: `搜索：写入 ${size} 条并建立索引`, value: made / 1000, unit: '秒' }];
  const texts = makeTexts();
  const all: number[] = [];
  for (const [scope, params, index] of SCOPES) {
    for (const [sort, queryOf] of SORTS) {
      const times: number[] = [];
      for (let round = -3; round < ROUNDS; round++) {
        const query = queryOf(texts, Math.abs(round));
        const request = readSearchRequest(new URLSearchParams(`q=${encodeURIComponent(query)}${params}`));
        const place = { site: recordOf(index), directory };
        const took = await timed(() => asVisitor({ db }, (tx) => searchPublicEntries(tx, place, request, new Date())));
        if (round >= 0) times.push(took);
      }
      const { p50, p95 } = timingOf(times);
      all.push(...times);
      figures.push({ name: `搜索 ${size} 条，${scope}，${sort}：中位`, value: p50, unit: '毫秒' });
      figures.push({ name: `搜索 ${size} 条，${scope}，${sort}：p95`, value: p95, unit: '毫秒', limit: P95_LIMIT_MS });
    }
  }
  figures.push({ name: `搜索 ${size} 条，全部：p95`, value: timingOf(all).p95, unit: '毫秒', limit: P95_LIMIT_MS });
  return figures;
}

/** Searches by visitors over `size` items: on PostgreSQL in the empty database of `url`, else on the embedded one. */
export async function measureSearch(
  dataDir: string,
  migrations: string,
  size: number,
  url?: string,
): Promise<Figure[]> {
  const settings = readSettings({ DATA_DIR: dataDir, ...(url ? { DATABASE_URL: url } : {}) }, ROOT);
  const deployment = await openDeployment(settings, 'server', migrations);
  try {
    return await measure(deployment, size);
  } finally {
    await deployment.close();
  }
}
