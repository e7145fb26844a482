import { mergeColumn, mergeSlice } from '@zhanqun/columns/server';
import { analyse, roleName } from '@zhanqun/db';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { newId } from '@zhanqun/kit';
import { createRootSite } from '@zhanqun/sites/server';
import { seedLibrary } from '@zhanqun/templates/server';
import { atSite, readSite, type SiteContext, withPlatform, withSite } from '@zhanqun/tenancy/server';
import type { Figure } from './command';
import { inFolder, timed } from './deployment';
import { openVisits } from './statements';

const FEW = 1_000;
const MANY = 100_000;
const ROUNDS = 15;
/** How much longer a page may take of a hundred times as many: the noise of a machine, not a step of a list. */
const LIMIT_RATIO = 1.6;
/** The same of the last steps of a merge against its first. */
const LIMIT_STEP_RATIO = 2;

async function makeSite(deployment: Deployment): Promise<SiteContext> {
  const context = operatorContext(deployment);
  await seedLibrary(context);
  await createRootSite(context, { name: '测量市人民政府', shortName: '测量市', label: 'root' });
  const root = deployment.directory.root();
  if (!root) throw new Error('The portal of the benchmark was not made.');
  await withPlatform(deployment, async (tx) => {
    const account = { username: 'office', displayName: '办公室', passwordHash: '', passwordState: 'CHOSEN' as const };
    const { id } = await tx.account.create({ data: { id: newId(), homeSiteId: root.id, ...account } });
    await tx.grant.create({
      data: { id: newId(), accountId: id, siteId: root.id, subtree: true, role: 'SITE_ADMIN' },
    });
  });
  const client = await deployment.db.connect();
  try {
    await client.query(`SET ROLE ${roleName(deployment.db.name, 'keeper')}`);
    await client.query(`UPDATE "Site" SET state = 'ONLINE'`);
  } finally {
    client.release(true);
  }
  return atSite(operatorContext(deployment), { ...root, state: 'ONLINE' });
}

/** Published articles `from` to `to` of a column, each in its place; ids are numbers, so that a merge can be told apart. */
async function load(
  { db }: Deployment,
  { siteId, columnId, from, to }: { siteId: string; columnId: string; from: number; to: number },
): Promise<void> {
  const client = await db.connect();
  const made = `WITH made AS (SELECT lpad(n::text, 18, '0') AS id, n, n - $3::int + 1 AS ordinal,
      timestamptz '2020-01-01 08:00+08' + n * interval '1 minute' AS at
    FROM generate_series($3::int, $4::int) n)`;
  try {
    // Written as the keeper: row security is forced, also for the owner.
    await client.query(`SET ROLE ${roleName(db.name, 'keeper')}`);
    await client.query('BEGIN');
    for (const statement of [
      `${made} INSERT INTO "Article" ("siteId", id, "columnId", title, state, "latestRevisionId", "publishedRevisionId",
         "firstPublishedAt", "createdById", "createdByName", "updatedAt")
       SELECT $1, id, $2, '关于测量工作的通知第 ' || n || ' 号', 'DRAFT', NULL, NULL, at, 'writer', '编辑', at FROM made`,
      `${made} INSERT INTO "ArticleRevision" ("siteId", id, "articleId", number, title, body, "editorId", "editorName")
       SELECT $1, id, id, 1, '关于测量工作的通知第 ' || n || ' 号', '<p>正文' || $2::text || '</p>', 'writer', '编辑' FROM made`,
      `${made} UPDATE "Article" a SET state = 'PUBLISHED', "latestRevisionId" = made.id, "publishedRevisionId" = made.id
       FROM made WHERE a."siteId" = $1 AND a."columnId" = $2 AND a.id = made.id`,
      `${made} INSERT INTO "Placement" ("siteId", id, "columnId", ordinal, "articleId", "firstPublishedAt")
       SELECT $1, id, $2, made.ordinal + (SELECT "lastOrdinal" FROM "Column" WHERE "siteId" = $1 AND id = $2), id, at
       FROM made`,
      `${made} UPDATE "Column" SET "lastOrdinal" = "lastOrdinal" + m.count, "itemCount" = "itemCount" + m.count
       FROM (SELECT count(*)::int AS count FROM made) m WHERE "siteId" = $1 AND id = $2`,
    ]) {
      await client.query(statement, [siteId, columnId, from, to]);
    }
    await client.query('COMMIT');
  } finally {
    client.release(true);
  }
  await analyse(db);
}

const HUGE = ['Article', 'ArticleRevision', 'Placement'];

/** Times that whole tables were read, since the server was started; it tells some seconds late. */
async function scans({ db }: Deployment): Promise<number> {
  const client = await db.connect();
  try {
    const { rows } = await client.query<{ scans: string }>(
      'SELECT sum(seq_scan) AS scans FROM pg_stat_user_tables WHERE relname = ANY ($1::text[])',
      [HUGE],
    );
    return Number(rows[0]?.scans ?? 0);
  } finally {
    client.release();
  }
}

/** Idle connections of PostgreSQL tell what they counted after ten seconds. */
const TOLD_AFTER_MS = 12_000;
const untilTold = () => new Promise((resolve) => setTimeout(resolve, TOLD_AFTER_MS));

interface Seen {
  statements: number;
  milliseconds: number;
}

/** The middle one of some rounds. */
async function middle(look: () => Promise<Seen>): Promise<Seen> {
  const seen: Seen[] = [];
  for (let round = 0; round < ROUNDS; round++) seen.push(await look());
  seen.sort((a, b) => a.milliseconds - b.milliseconds);
  return seen[Math.floor(ROUNDS / 2)] ?? { statements: 0, milliseconds: 0 };
}

async function measurePages(deployment: Deployment, context: SiteContext): Promise<Figure[]> {
  const { site } = context;
  const { visit, cookie } = await openVisits(deployment, 'office');
  const column = await readSite(context, (tx) =>
    tx.column.findFirstOrThrow({ where: { siteId: site.id, code: 'yaowen' }, select: { id: true } }),
  );
  const list = deployment.directory.consoleUrl(`/console/sites/${site.code}/articles`);
  const at = (n: number) => new Date(Date.UTC(2020, 0, 1) + n * 60_000).getTime();
  const after = (n: number) => `after=${at(n)}_${String(n).padStart(18, '0')}`;
  const desk = (query: string) => () => visit(`${list}?${query}`, { cookie });
  const archive = (page: number) => () => visit(deployment.directory.urlOf(site, `/c/yaowen/p${page}.html`), { site });
  const pages: [name: string, look: (count: number) => () => Promise<Seen>][] = [
    ['后台列表：一个栏目的第一页', () => desk(`column=${column.id}`)],
    ['后台列表：一个栏目靠后的一页', () => desk(`column=${column.id}&${after(500)}`)],
    ['后台列表：一个栏目的草稿', () => desk(`column=${column.id}&state=DRAFT`)],
    ['后台列表：整个站点的第一页', () => desk('')],
    ['公开归档页：最早的一页', () => archive(1)],
    ['公开归档页：最新的一页', (count) => archive(count / 20)],
    ['公开栏目页', () => () => visit(deployment.directory.urlOf(site, '/c/yaowen/'), { site })],
  ];
  const measure = async (count: number) => {
    for (const [, look] of pages) await look(count)();
    const seen: Seen[] = [];
    for (const [, look] of pages) seen.push(await middle(look(count)));
    return seen;
  };
  await load(deployment, { siteId: site.id, columnId: column.id, from: 1, to: FEW });
  const few = await measure(FEW);
  await load(deployment, { siteId: site.id, columnId: column.id, from: FEW + 1, to: MANY });
  await untilTold();
  const before = await scans(deployment);
  const many = await measure(MANY);
  await untilTold();
  const read = (await scans(deployment)) - before;
  return [
    ...pages.flatMap(([name], index): Figure[] => {
      const [small, large] = [few[index], many[index]];
      if (!small || !large) return [];
      return [
        { name: `${name}：${MANY} 篇`, value: large.milliseconds, unit: '毫秒' },
        {
          name: `${name}：${MANY} 篇比 ${FEW} 篇`,
          value: large.milliseconds / small.milliseconds,
          unit: '倍',
          limit: LIMIT_RATIO,
        },
        { name: `${name}：多用的语句`, value: large.statements - small.statements, unit: '条', limit: 0 },
      ];
    }),
    { name: `${MANY} 篇时整表读文章、版本和位置`, value: read, unit: '次', limit: 0 },
  ];
}

/** A column of as many items goes into the other, newest joined with newest. */
async function measureMerge(deployment: Deployment, context: SiteContext): Promise<Figure[]> {
  const { site } = context;
  const find = (code: string) =>
    readSite(context, (tx) => tx.column.findFirstOrThrow({ where: { siteId: site.id, code }, select: { id: true } }));
  const [from, into] = [await find('tonggao'), await find('yaowen')];
  await load(deployment, { siteId: site.id, columnId: from.id, from: MANY + 1, to: 2 * MANY });
  const begun = await timed(() => mergeColumn(context, { columnId: from.id, intoId: into.id }, async () => undefined));
  const steps: number[] = [];
  for (let isDone = false; !isDone; ) {
    steps.push(
      await timed(async () => {
        isDone = (await withSite(context, (tx) => mergeSlice(tx, context, from.id))).isDone;
      }),
    );
  }
  const mean = (some: number[]) => some.reduce((sum, one) => sum + one, 0) / Math.max(1, some.length);
  // The very first one plans; the last one finishes.
  const [early, late] = [steps.slice(1, 21), steps.slice(-22, -2)];
  return [
    { name: `合并 ${MANY} 篇：开始`, value: begun, unit: '毫秒' },
    { name: `合并 ${MANY} 篇：全部`, value: steps.reduce((sum, one) => sum + one, 0) / 1000, unit: '秒' },
    { name: `合并 ${MANY} 篇：最长的一步`, value: Math.max(...steps), unit: '毫秒' },
    { name: '合并：最后二十步比最先二十步', value: mean(late) / mean(early), unit: '倍', limit: LIMIT_STEP_RATIO },
  ];
}

/** Lists of a column of very many articles on PostgreSQL: pages of the built application, without the network. */
export function measureColumns(dataDir: string, migrations: string, url: string): Promise<Figure[]> {
  const work = async (deployment: Deployment) => {
    const context = await makeSite(deployment);
    return [...(await measurePages(deployment, context)), ...(await measureMerge(deployment, context))];
  };
  return inFolder(dataDir, migrations, work, url);
}
