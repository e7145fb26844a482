import { mergeColumn, mergeSlice } from '@zhanqun/columns/server';
import { analyse, roleName } from '@zhanqun/db';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { newId } from '@zhanqun/kit';
import { createRootSite, createSitesInBulk } from '@zhanqun/sites/server';
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
  const town = {
    name: '测量镇人民政府',
    shortName: '测量镇',
    label: 'town',
    code: 'town',
    parentCode: root.code,
    level: 'TOWN' as const,
    kind: 'PORTAL' as const,
    blueprintCode: 'town',
    primaryAddress: 'SUBDOMAIN' as const,
    state: 'ONLINE' as const,
    isDemonstration: true,
    facts: {
      sponsor: '测量镇人民政府',
      contactAddress: '测量路 1 号',
      contactPhone: '0797-0000000',
      officeHours: '周一至周五 9:00—17:00',
    },
  };
  await createSitesInBulk(operatorContext(deployment), [town]);
  const site = deployment.directory.findByCode(town.code);
  if (!site) throw new Error('The site of the benchmark was not made.');
  return atSite(operatorContext(deployment), site);
}

/** Published articles `from` to `to` of a column, each in its place. */
async function load(
  deployment: Deployment,
  context: SiteContext,
  { columnId, from, to }: { columnId: string; from: number; to: number },
): Promise<void> {
  const { db } = deployment;
  const siteId = context.site.id;
  const count = to - from + 1;
  // Places first, as a publication takes them.
  const [column] = await withSite(
    context,
    (tx) => tx.$queryRaw<{ lastOrdinal: number }[]>`
      UPDATE "Column" SET "lastOrdinal" = "lastOrdinal" + ${count}::int, "itemCount" = "itemCount" + ${count}::int
      WHERE "siteId" = ${siteId} AND id = ${columnId} RETURNING "lastOrdinal"`,
  );
  const first = (column?.lastOrdinal ?? count) - count;
  const client = await db.connect();
  try {
    // Written as the keeper: row security is forced, also for the owner. One statement: an article names its revision
    // and a revision its article.
    await client.query(`SET ROLE ${roleName(db.name, 'keeper')}`);
    await client.query(
      `WITH made AS (SELECT lpad(n::text, 18, '0') AS id, n - $3::int + 1 + $5::int AS ordinal,
          '关于测量工作的通知第 ' || n || ' 号' AS title, timestamptz '2020-01-01 00:00Z' + n * interval '1 minute' AS at
        FROM generate_series($3::int, $4::int) n),
      articles AS (INSERT INTO "Article" ("siteId", id, "columnId", title, state, "latestRevisionId",
          "publishedRevisionId", "firstPublishedAt", "createdById", "createdByName", "updatedAt")
        SELECT $1, id, $2, title, 'PUBLISHED', id, id, at, 'writer', '编辑', at FROM made),
      revisions AS (INSERT INTO "ArticleRevision" ("siteId", id, "articleId", number, title, body, "editorId", "editorName")
        SELECT $1, id, id, 1, title, '<p>正文。</p>', 'writer', '编辑' FROM made)
      INSERT INTO "Placement" ("siteId", id, "columnId", ordinal, "articleId", "firstPublishedAt")
        SELECT $1, id, $2, ordinal, id, at FROM made`,
      [siteId, columnId, from, to, first],
    );
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
    tx.column.findFirstOrThrow({ where: { siteId: site.id, code: 'xinwen' }, select: { id: true } }),
  );
  const list = deployment.directory.consoleUrl(`/console/sites/${site.code}/articles`);
  const at = (n: number) => new Date(Date.UTC(2020, 0, 1) + n * 60_000).getTime();
  const after = (n: number) => `after=${at(n)}_${String(n).padStart(18, '0')}`;
  const desk = (query: string) => () => visit(`${list}?${query}`, { cookie });
  const archive = (page: number) => () => visit(deployment.directory.urlOf(site, `/c/xinwen/p${page}.html`), { site });
  const pages: [name: string, look: (count: number) => () => Promise<Seen>][] = [
    ['后台列表：一个栏目的第一页', () => desk(`column=${column.id}`)],
    ['后台列表：一个栏目靠后的一页', () => desk(`column=${column.id}&${after(500)}`)],
    ['后台列表：一个栏目的草稿', () => desk(`column=${column.id}&state=DRAFT`)],
    ['后台列表：整个站点的第一页', () => desk('')],
    ['公开归档页：最早的一页', () => archive(1)],
    ['公开归档页：最新的一页', (count) => archive(count / 20)],
    ['公开栏目页', () => () => visit(deployment.directory.urlOf(site, '/c/xinwen/'), { site })],
  ];
  const measure = async (count: number) => {
    for (const [, look] of pages) await look(count)();
    const seen: Seen[] = [];
    for (const [, look] of pages) seen.push(await middle(look(count)));
    return seen;
  };
  await load(deployment, context, { columnId: column.id, from: 1, to: FEW });
  const few = await measure(FEW);
  await load(deployment, context, { columnId: column.id, from: FEW + 1, to: MANY });
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
  const [from, into] = [await find('tongzhi'), await find('xinwen')];
  await load(deployment, context, { columnId: from.id, from: MANY + 1, to: 2 * MANY });
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
