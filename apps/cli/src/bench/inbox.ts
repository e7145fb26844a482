import { analyse, roleName } from '@zhanqun/db';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { newId } from '@zhanqun/kit';
import { createRootSite, createSitesInBulk } from '@zhanqun/sites/server';
import { seedLibrary } from '@zhanqun/templates/server';
import { withPlatform } from '@zhanqun/tenancy/server';
import type { Figure } from './command';
import { inFolder } from './deployment';
import { openVisits } from './statements';

const SITES = 300;
const FEW = 200;
const MANY = 20_000;
const ROUNDS = 20;
const LIMIT_MS = 150;

/** Reviewers: of the whole group, of each of its sites by a grant of its own, and of one of them. */
const REVIEWERS = ['office', 'each', 'one'] as const;
const NAMES: Record<(typeof REVIEWERS)[number], string> = {
  office: `整个站群（${SITES} 个站点）`,
  each: `${SITES} 个站点分别授权`,
  one: '一个站点',
};

async function makeSites(deployment: Deployment): Promise<string[]> {
  const context = operatorContext(deployment);
  await seedLibrary(context);
  await createRootSite(context, { name: '测量市人民政府', shortName: '测量市', label: 'root' });
  const root = deployment.directory.root();
  if (!root) throw new Error('The portal of the benchmark was not made.');
  const wishes = Array.from({ length: SITES }, (_, n) => ({
    name: `测量镇${n}人民政府`,
    shortName: `测量镇${n}`,
    label: `town${n}`,
    code: `town${n}`,
    parentCode: root.code,
    level: 'TOWN' as const,
    kind: 'PORTAL' as const,
    blueprintCode: 'town',
    primaryAddress: 'SUBDOMAIN' as const,
    state: 'PREPARING' as const,
  }));
  await createSitesInBulk(operatorContext(deployment), wishes);
  return deployment.directory.all().flatMap(({ id }) => (id === root.id ? [] : [id]));
}

async function makeReviewers(deployment: Deployment, siteIds: string[]): Promise<void> {
  const rootId = deployment.directory.root()?.id ?? '';
  const grants = {
    office: [{ siteId: rootId, subtree: true }],
    each: siteIds.map((siteId) => ({ siteId, subtree: false })),
    one: siteIds.slice(0, 1).map((siteId) => ({ siteId, subtree: false })),
  };
  await withPlatform(deployment, async (tx) => {
    for (const username of REVIEWERS) {
      const account = { username, displayName: NAMES[username], passwordHash: '', passwordState: 'CHOSEN' as const };
      const { id } = await tx.account.create({ data: { id: newId(), homeSiteId: rootId, ...account } });
      const rows = grants[username].map((grant) => ({
        ...grant,
        id: newId(),
        accountId: id,
        role: 'REVIEWER' as const,
      }));
      await tx.grant.createMany({ data: rows });
    }
  });
}

/** Items under review up to this number, spread over the sites, and as many whose review is over. */
async function load(deployment: Deployment, from: number, to: number): Promise<void> {
  const { db } = deployment;
  const client = await db.connect();
  const made = `WITH made AS (
    SELECT c."siteId", c.id AS "columnId", lpad(n::text, 18, '0') AS id, n FROM generate_series($1::int, $2::int) n
    JOIN (SELECT "siteId", id, row_number() OVER (ORDER BY "siteId") - 1 AS place FROM "Column" WHERE code = 'xinwen') c
      ON c.place = n % ${SITES})`;
  const levels = JSON.stringify([
    { name: '初审', place: 'SITE' },
    { name: '终审', place: 'SITE' },
  ]);
  const review = (prefix: string, state: string) => `${made} INSERT INTO "Review" ("siteId", id, "articleId",
      "revisionId", state, levels, place, "personIds", "submittedByName", "submittedByUnit", "submittedAt")
    SELECT "siteId", '${prefix}' || substr(id, 2), id, id, '${state}', '${levels}', 'SITE', ARRAY['writer' || n % 50],
      '编辑', '测量单位' || n % 70, now() - n * interval '1 minute' FROM made`;
  try {
    // Written as the keeper: row security is forced, also for the owner.
    await client.query(`SET ROLE ${roleName(db.name, 'keeper')}`);
    for (const statement of [
      `${made} INSERT INTO "Article" ("siteId", id, "columnId", title, "createdById", "createdByName", "updatedAt")
       SELECT "siteId", id, "columnId", '关于测量工作的通知第 ' || n || ' 号', 'writer', '编辑', now() FROM made`,
      `${made} INSERT INTO "ArticleRevision" ("siteId", id, "articleId", number, title, body, "editorId", "editorName")
       SELECT "siteId", id, id, 1, '关于测量工作的通知', '<p>正文。</p>', 'writer', '编辑' FROM made`,
      review('o', 'OPEN'),
      review('p', 'PASSED'),
    ]) {
      await client.query(statement, [from, to]);
    }
  } finally {
    client.release(true);
  }
  await analyse(db);
}

const PAGES: [name: string, query: string][] = [
  ['第一页', ''],
  ['按标题找', '?q=通知第 77 号'],
  ['按提交单位找', '?unit=单位33&days=1'],
];

async function measure(deployment: Deployment): Promise<Figure[]> {
  const siteIds = await makeSites(deployment);
  await makeReviewers(deployment, siteIds);
  await load(deployment, 1, FEW);
  const desks = await Promise.all(REVIEWERS.map(async (name) => ({ name, ...(await openVisits(deployment, name)) })));
  const statements = async () => {
    const counts: number[] = [];
    for (const { visit, cookie } of desks) counts.push((await visit(address(''), { cookie })).statements);
    return counts;
  };
  const address = (query: string) => deployment.directory.consoleUrl(`/console/reviews${query}`);
  await statements();
  const few = await statements();
  await load(deployment, FEW + 1, MANY);
  const many = await statements();
  const more = Math.max(...many.map((count, index) => count - (few[index] ?? 0)));
  const figures: Figure[] = [
    { name: `收件箱：${MANY} 篇比 ${FEW} 篇多用的语句`, value: more, unit: '条', limit: 0 },
    { name: '收件箱：一页的语句', value: Math.max(...many), unit: '条' },
  ];
  for (const { name, visit, cookie } of desks) {
    for (const [page, query] of PAGES) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        times.push((await visit(address(query), { cookie })).milliseconds);
      }
      times.sort((a, b) => a - b);
      const p95 = times[Math.floor(ROUNDS * 0.95)] ?? 0;
      const limit = query === '' ? { limit: LIMIT_MS } : {};
      figures.push({ name: `收件箱 ${MANY} 篇，${NAMES[name]}，${page}：p95`, value: p95, unit: '毫秒', ...limit });
    }
  }
  return figures;
}

/** The reviewer's inbox as a page of the built console, from the request to the last byte, without the network. */
export function measureInbox(dataDir: string, migrations: string, url: string): Promise<Figure[]> {
  return inFolder(dataDir, migrations, measure, url);
}
