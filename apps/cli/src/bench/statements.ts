import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/server-runtime';
import { createSessionDesk } from '@zhanqun/auth/server';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { FileStore } from '@zhanqun/media/server';
import { ChangeFeed, PageStore } from '@zhanqun/publishing/server';
import { listSitesAcrossSites } from '@zhanqun/sites/server';
import { type SiteRecord, withPlatform } from '@zhanqun/tenancy/server';
import { PublicMemory } from '@zhanqun/web/public-memory';
import { pino } from 'pino';
import { ROOT } from '../paths';
import type { Figure } from './command';
import { inFolder } from './deployment';

const ROUNDS = 20;

interface Measured {
  statements: number;
  milliseconds: number;
}

export type Visit = (url: string, surface: { site?: SiteRecord; cookie?: string }) => Promise<Measured>;

/** The built application without its door: one request at a time, so that its statements can be counted. */
export async function openVisits(
  deployment: Deployment,
  username = 'office',
): Promise<{ visit: Visit; cookie: string }> {
  const build = (await import(
    pathToFileURL(path.join(ROOT, 'apps/web/build/server/index.js')).href
  )) as unknown as ServerBuild;
  const { createRequestHandler } = await import('@remix-run/server-runtime');
  const handle = createRequestHandler(build, 'production');
  const now = () => new Date();
  const sessions = createSessionDesk(deployment.db, false, now);
  const app = {
    deployment,
    sessions,
    files: new FileStore(deployment.filesRoot),
    changes: new ChangeFeed(
      deployment.db,
      () => Promise.resolve(),
      () => undefined,
    ),
    log: pino({ level: 'silent' }),
    isPlainTrial: true,
    // Statements of a page of which nothing is known.
    get memory() {
      return new PublicMemory();
    },
    // Statements of a page that is rendered: nothing is kept.
    pages: new PageStore<never>({ memoryBytes: 1, headers: {}, now: Date.now, onFault: () => undefined }),
    now,
  };
  const office = await withPlatform(deployment, (tx) =>
    tx.account.findUniqueOrThrow({ where: { username }, select: { id: true } }),
  );
  const setCookie = await sessions.begin(office.id, { address: '127.0.0.1', userAgent: 'bench' });
  const visit: Visit = async (url, { site, cookie }) => {
    const before = deployment.db.statements();
    const started = performance.now();
    const answer = await handle(new Request(url, { headers: cookie ? { Cookie: cookie } : {} }), {
      app,
      requestId: 'bench',
      clientAddress: '127.0.0.1',
      ...(site
        ? { surface: 'public' as const, visit: { site, base: '' } }
        : { surface: 'console' as const, nonce: '' }),
    });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`);
    return { statements: deployment.db.statements() - before, milliseconds: performance.now() - started };
  };
  return { visit, cookie: setCookie.split(';')[0] ?? '' };
}

/** Statements of one visit, and the middle of the times of several. */
async function middle(visit: () => Promise<Measured>): Promise<Measured> {
  await visit();
  const rounds: Measured[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await visit());
  const times = rounds.map((round) => round.milliseconds).sort((a, b) => a - b);
  return { statements: rounds[0]?.statements ?? 0, milliseconds: times[ROUNDS / 2] ?? 0 };
}

const LEVELS: [name: string, is: (site: SiteRecord) => boolean][] = [
  ['门户', (site) => site.parentId === null],
  ['县区', (site) => site.level === 'COUNTY' && site.kind === 'PORTAL'],
  ['乡镇', (site) => site.level === 'TOWN'],
  ['部门', (site) => site.kind === 'DEPARTMENT'],
];

/** The home pages of one city by level, and the register's first page. */
function measureCity(dataDir: string, migrations: string) {
  return inFolder(dataDir, migrations, async (deployment) => {
    const { visit, cookie } = await openVisits(deployment);
    const homes = new Map<string, Measured>();
    for (const [name, is] of LEVELS) {
      const site = deployment.directory.all().find(is);
      if (site)
        homes.set(name, await middle(() => visit(`http://${deployment.directory.placeOf(site).host}/`, { site })));
    }
    const register = await middle(() => visit(deployment.directory.consoleUrl('/console/sites'), { cookie }));
    const context = operatorContext(deployment);
    const reach = { roots: [deployment.directory.root()?.id ?? ''], sites: [] };
    const before = deployment.db.statements();
    await listSitesAcrossSites(context, reach, {});
    return { sites: deployment.directory.size, homes, register, list: deployment.db.statements() - before };
  });
}

/** Statements of the register and the home pages, and that those do not depend on the number of sites. */
export async function measureStatements(small: string, city: string, migrations: string): Promise<Figure[]> {
  const few = await measureCity(small, migrations);
  const many = await measureCity(city, migrations);
  const figures: Figure[] = [
    { name: '站点名录第一页：语句，含事务自身的', value: many.list, unit: '条', limit: 6 },
    { name: '站点名录第一页：连同会话的全部语句', value: many.register.statements, unit: '条' },
    { name: '站点名录第一页：服务器时间', value: many.register.milliseconds, unit: '毫秒', limit: 100 },
  ];
  for (const [name, home] of many.homes) {
    const same = few.homes.get(name);
    figures.push({
      name: `${name}首页：${many.sites} 个站点时的语句（${few.sites} 个时为上限）`,
      value: home.statements,
      unit: '条',
      ...(same ? { limit: same.statements } : {}),
    });
    figures.push({ name: `${name}首页：服务器时间`, value: home.milliseconds, unit: '毫秒' });
  }
  return figures;
}
