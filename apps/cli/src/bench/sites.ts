import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Deployment, openDeployment, readSettings } from '@zhanqun/deployment/server';
import { type CountryPart, provisionCountry } from '@zhanqun/provisioning/server';
import { SiteDirectory, type SiteRecord } from '@zhanqun/tenancy/server';
import { ROOT } from '../paths';
import type { Figure } from './command';
import { timed } from './deployment';
import { untilCalm } from './load/children';
import { databaseOn, type PostgresServer } from './postgres';
import { freePort, stopServer } from './second-start';
import { openVisits, type Visit } from './statements';

interface Size {
  name: string;
  part: CountryPart;
}

/** Parts of one tree: the line down to a town of 3607 is in each of them. */
const FEW: Size = { name: 'sites_10', part: { city: '3607', atMost: 10 } };
const CITY: Size = { name: 'sites_350', part: { city: '3607' } };
const COUNTRY: Size = { name: 'sites_45000', part: {} };

/** Times and memory that the country may take, and how much slower it may be than ten sites. */
const LIMITS = { loadSeconds: 3, memoryMb: 700, slower: 1.1 };
const WARM_UP = 60;
const RENDERED = 200;
const STORED = 2_000;
const LOADS = 5;

interface Measured {
  size: Size;
  deployment: Deployment;
  env: Record<string, string>;
  sites: number;
  /** Sites of the lowest level under an address of their own: their home pages are made of as much on every size. */
  towns: SiteRecord[];
}

async function open(size: Size, server: PostgresServer, folder: string, migrations: string): Promise<Measured> {
  const dataDir = path.join(folder, size.name);
  const url = await databaseOn(server, size.name);
  const port = String(await freePort());
  const env = { DATABASE_URL: url, DATA_DIR: dataDir, PORT: port, LOG_LEVEL: 'error' };
  const deployment = await openDeployment(readSettings(env, ROOT), 'server', migrations);
  return { size, deployment, env, sites: 0, towns: [] };
}

/** Makes the sites, unless a run before this one has, and tells how long that took. */
async function provision(measured: Measured): Promise<Figure[]> {
  const { deployment, size } = measured;
  let created = 0;
  const milliseconds = await timed(async () => {
    const report = await provisionCountry(deployment, size.part, () => undefined);
    created = report.created;
    measured.sites = report.sites;
  });
  measured.towns = deployment.directory
    .all()
    .filter((site) => site.level === 'TOWN' && site.addresses.some((one) => one.kind === 'SUBDOMAIN' && one.isPrimary));
  const figures: Figure[] = [
    { name: `${measured.sites} 个站点：数据库`, value: await megabytes(measured), unit: 'MB' },
  ];
  if (created < measured.sites) return figures;
  return [{ name: `建立 ${measured.sites} 个站点（PostgreSQL）`, value: milliseconds / 1000, unit: '秒' }, ...figures];
}

async function megabytes({ deployment }: Measured): Promise<number> {
  const client = await deployment.db.connect();
  try {
    const { rows } = await client.query('SELECT pg_database_size(current_database()) AS bytes');
    return Number(rows[0]?.bytes ?? 0) / 2 ** 20;
  } finally {
    client.release();
  }
}

/** Heap in use after everything unused has been collected, bytes. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

/** What the directory of sites takes to load whole, to follow one change, and to keep. */
async function measureDirectory({ deployment, sites }: Measured): Promise<Figure[]> {
  const { db, settings } = deployment;
  const loads: number[] = [];
  let directory = new SiteDirectory(db, settings.addressing);
  for (let round = 0; round < LOADS; round++) {
    directory = new SiteDirectory(db, settings.addressing);
    loads.push(await timed(() => directory.refresh()));
  }
  const changes: number[] = [];
  for (const site of directory.all().slice(-LOADS)) changes.push(await timed(() => directory.refresh([site.id])));
  const before = heapInUse();
  const kept = new SiteDirectory(db, settings.addressing);
  await kept.refresh();
  const bytes = heapInUse() - before;
  return [
    { name: `${sites} 个站点：装入站点目录`, value: middle(loads) / 1000, unit: '秒', limit: LIMITS.loadSeconds },
    { name: `${sites} 个站点：跟进一个站点的变更`, value: middle(changes), unit: '毫秒' },
    // A few sites are lost in what else the heap does.
    ...(kept.size < 1000
      ? []
      : [{ name: `${sites} 个站点：目录每 1,000 个站点的内存`, value: (bytes / kept.size / 1024) * 1000, unit: 'KB' }]),
  ];
}

function middle(times: number[]): number {
  return at(times, 0.5);
}

function at(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** A stream of sites that goes through all before it begins again. */
function rotation(sites: SiteRecord[]): () => SiteRecord {
  // Far from each other, so that neighbours do not warm each other's pages of the database.
  const step = Math.max(1, Math.floor(sites.length / RENDERED)) | 1;
  let index = 0;
  return () => {
    const site = sites[index % sites.length];
    index += step;
    if (!site) throw new Error('The benchmark needs at least one town.');
    return site;
  };
}

/** Times of the two sizes in turn, so that whatever else the machine does falls on both alike. */
async function inTurn(
  rounds: number,
  few: () => Promise<number>,
  many: () => Promise<number>,
): Promise<[few: number[], many: number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) times[0].push(await few());
    times[1].push(await many());
    if (round % 2 === 1) times[0].push(await few());
  }
  return times;
}

function compared(what: string, few: Measured, many: Measured, [fewTimes, manyTimes]: [number[], number[]]): Figure[] {
  const line = (measured: Measured, times: number[]): Figure[] => [
    { name: `${measured.sites} 个站点：${what}，中位`, value: middle(times), unit: '毫秒' },
    { name: `${measured.sites} 个站点：${what}，p95`, value: at(times, 0.95), unit: '毫秒' },
  ];
  return [
    ...line(few, fewTimes),
    ...line(many, manyTimes),
    {
      name: `${what}：${many.sites} 个站点与 ${few.sites} 个之比（中位）`,
      value: middle(manyTimes) / middle(fewTimes),
      unit: '倍',
      limit: LIMITS.slower,
    },
  ];
}

/** Home pages as they are rendered, each of the larger group's for the first time. */
async function measureRendered(few: Measured, many: Measured): Promise<Figure[]> {
  const visitor = async ({ deployment, towns }: Measured) => {
    const { visit } = await openVisits(deployment);
    const next = rotation(towns);
    return () => renderedHome(visit, deployment, next());
  };
  const [visitFew, visitMany] = [await visitor(few), await visitor(many)];
  await inTurn(WARM_UP, visitFew, visitMany);
  return compared('乡镇首页渲染', few, many, await inTurn(RENDERED, visitFew, visitMany));
}

async function renderedHome(visit: Visit, { directory }: Deployment, site: SiteRecord): Promise<number> {
  return (await visit(directory.urlOf(site), { site })).milliseconds;
}

/** A web process of its own, as it runs in service. */
function startWeb({ env }: Measured): ChildProcess {
  return spawn(process.execPath, [path.join(ROOT, 'apps/web/build/server/main.js')], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'development', ...env },
    stdio: 'ignore',
  });
}

/** Megabytes of a process that are in memory. */
function residentMb(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

const agent = new Agent({ keepAlive: true });

/** Milliseconds until a page of this host is there whole; rejects when it is no page. */
function fetchHome(port: string | undefined, host: string): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path: '/', headers: { Host: `${host}:${port}` }, agent },
      (answer) => {
        answer.resume();
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(performance.now() - started);
          else reject(new Error(`${host} answered ${answer.statusCode}.`));
        });
      },
    );
    call.on('error', reject);
    call.end();
  });
}

async function untilReady(measured: Measured): Promise<void> {
  const deadline = Date.now() + 60_000;
  const root = measured.deployment.directory.root();
  if (!root) throw new Error('The benchmark found no portal.');
  for (;;) {
    const ready = await fetchHome(measured.env.PORT, measured.deployment.directory.placeOf(root).host).catch(() => -1);
    if (ready >= 0) return;
    if (Date.now() > deadline) throw new Error('A web process of the benchmark was not ready within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The web process: how long it starts, what it keeps in memory, and pages that were visited before. */
async function measureWeb(few: Measured, many: Measured): Promise<Figure[]> {
  const processes = [few, many].map((measured) => ({ measured, web: startWeb(measured) }));
  try {
    const figures: Figure[] = [];
    for (const { measured, web } of processes) {
      await untilReady(measured);
      figures.push({ name: `${measured.sites} 个站点：网站进程启动后`, value: residentMb(web.pid ?? 0), unit: 'MB' });
    }
    const hosts = (measured: Measured) => {
      const next = rotation(measured.towns);
      const seen = Array.from({ length: Math.min(RENDERED, measured.towns.length) }, next);
      return seen.map((site) => measured.deployment.directory.placeOf(site).host);
    };
    const visitor = async (measured: Measured) => {
      const shown = hosts(measured);
      for (const host of shown) await fetchHome(measured.env.PORT, host);
      let index = 0;
      return () => fetchHome(measured.env.PORT, shown[index++ % shown.length] ?? '');
    };
    const [visitFew, visitMany] = [await visitor(few), await visitor(many)];
    for (const { web } of processes) await untilCalm(web.pid ?? 0);
    await inTurn(RENDERED, visitFew, visitMany);
    figures.push(...compared('看过的首页', few, many, await inTurn(STORED, visitFew, visitMany)));
    for (const { measured, web } of processes) {
      const name = `${measured.sites} 个站点：网站进程访问 ${STORED} 次后`;
      figures.push({ name, value: residentMb(web.pid ?? 0), unit: 'MB', limit: LIMITS.memoryMb });
    }
    return figures;
  } finally {
    await Promise.all(processes.map(({ web }) => stopServer(web)));
  }
}

/**
 * What one deployment costs with ten sites, with a city's, and with `whole` the country's (which takes a quarter of an
 * hour to make), on PostgreSQL. Latencies compare the largest with the smallest.
 */
export async function measureSites(
  server: PostgresServer,
  folder: string,
  migrations: string,
  { whole }: { whole: boolean },
  tell: (figures: Figure[]) => void,
): Promise<void> {
  const all: Measured[] = [];
  try {
    for (const size of [FEW, CITY, ...(whole ? [COUNTRY] : [])]) {
      const measured = await open(size, server, folder, migrations);
      all.push(measured);
      tell(await provision(measured));
      tell(await measureDirectory(measured));
    }
    const [few, many] = [all[0], all.at(-1)];
    if (!few || !many) return;
    tell(await measureRendered(few, many));
    tell(await measureWeb(few, many));
  } finally {
    for (const { deployment } of all) await deployment.close();
  }
}
