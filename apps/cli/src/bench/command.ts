import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { DomainError } from '@zhanqun/kit';
import type { Command } from 'commander';
import { MIGRATIONS, ROOT } from '../paths';
import { measureBackup } from './backup';
import { measureColumns } from './columns';
import { measureFirstVisits } from './first-visits';
import { measureInbox } from './inbox';
import { measureNginx } from './load/nginx';
import { measurePublished } from './load/published';
import { databaseOn, type PostgresServer, startPostgres } from './postgres';
import { measureProvisioning } from './provisioning';
import { measureRendered } from './rendered';
import { measureRenewal } from './renewal';
import { measureSearch } from './search';
import { measureSecondStart } from './second-start';
import { measureSites } from './sites';
import { measureStatements } from './statements';
import { measureUploads } from './uploads';
import { measureVisible } from './visible';
import { measureWords } from './words';

/** One figure, and the most or the least it may be. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  limit?: number;
  floor?: number;
}

/** The demonstration city, and a prefecture of two counties to compare the number of sites. */
const CITY = '3607';
const SMALL_CITY = '6203';

function versionOf(name: string): string {
  return JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** The commit that is measured; empty where there is no Git. */
function commitOf(): string {
  const { stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' });
  return (stdout ?? '').trim();
}

function machine() {
  const [processor] = cpus();
  return {
    processor: processor?.model ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    commit: commitOf(),
    pglite: versionOf('@electric-sql/pglite'),
    prisma: versionOf('@prisma/client'),
    remix: versionOf('@remix-run/node'),
  };
}

function isMet({ value, limit, floor }: Figure): boolean {
  return value <= (limit ?? Number.POSITIVE_INFINITY) && value >= (floor ?? Number.NEGATIVE_INFINITY);
}

function show(figure: Figure): void {
  const { name, value, unit, limit, floor } = figure;
  const isBound = limit !== undefined || floor !== undefined;
  const mark = !isBound ? ' ' : isMet(figure) ? '✓' : '✗';
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
  const bound = limit !== undefined ? `（不超过 ${limit}）` : floor !== undefined ? `（不低于 ${floor}）` : '';
  console.log(`${mark} ${name}  ${shown} ${unit}${bound}`);
}

interface Room {
  /** The demonstration city, and a small one, on the embedded database. */
  city: string;
  small: string;
  /** For what is thrown away. */
  work: string;
  /** The demonstration city on PostgreSQL, made when it is first asked for. */
  postgres(): Promise<string>;
  server(): Promise<PostgresServer>;
}

interface Part {
  name: string;
  /** Takes many minutes: only with --large or by its name. */
  isLarge?: boolean;
  run(room: Room): Promise<Figure[]>;
}

const PARTS: Part[] = [
  { name: 'statements', run: ({ small, city }) => measureStatements(small, city, MIGRATIONS) },
  { name: 'backup', run: ({ city, work }) => measureBackup(city, path.join(work, 'backups'), MIGRATIONS) },
  { name: 'start', run: ({ city }) => measureSecondStart(city) },
  { name: 'visits', run: ({ city }) => measureFirstVisits(city) },
  { name: 'published', run: ({ city }) => measurePublished(city, MIGRATIONS) },
  { name: 'nginx', run: ({ city }) => measureNginx(city, MIGRATIONS) },
  {
    name: 'rendered',
    run: async ({ city, work, postgres }) => [
      ...(await measureRendered(city, MIGRATIONS)),
      ...(await measureRendered(path.join(work, 'postgres-files'), MIGRATIONS, await postgres())),
    ],
  },
  {
    name: 'visible',
    run: async ({ work, postgres }) => measureVisible(path.join(work, 'postgres-files'), MIGRATIONS, await postgres()),
  },
  {
    name: 'inbox',
    run: async ({ work, server }) =>
      measureInbox(path.join(work, 'inbox'), MIGRATIONS, await databaseOn(await server(), 'inbox')),
  },
  {
    name: 'columns',
    isLarge: true,
    run: async ({ work, server }) =>
      measureColumns(path.join(work, 'columns'), MIGRATIONS, await databaseOn(await server(), 'columns')),
  },
  { name: 'words', run: measureWords },
  { name: 'uploads', run: ({ small }) => measureUploads(small, MIGRATIONS) },
  { name: 'renewal', run: ({ small }) => measureRenewal(small, MIGRATIONS) },
  { name: 'search', isLarge: true, run: ({ work }) => measureSearch(path.join(work, 'search'), MIGRATIONS, 100_000) },
  {
    name: 'search-postgres',
    isLarge: true,
    run: async ({ work, server }) => {
      const url = await databaseOn(await server(), 'search');
      return measureSearch(path.join(work, 'search-postgres'), MIGRATIONS, 1_000_000, url);
    },
  },
  {
    name: 'country',
    isLarge: true,
    run: async ({ work, server }) => {
      const figures: Figure[] = [];
      await measureSites(await server(), work, MIGRATIONS, { whole: true }, (made) => figures.push(...made));
      return figures;
    },
  },
];

/** Rooms are made as they are asked for: a part by its name takes no longer than it must. */
function roomIn(work: string, take: (figures: Figure[]) => void) {
  let server: Promise<PostgresServer> | undefined;
  let city: Promise<string> | undefined;
  const room = {
    work,
    city: path.join(work, 'city'),
    small: path.join(work, 'small'),
    server: () => {
      server ??= startPostgres(work);
      return server;
    },
    postgres: () => {
      city ??= room.server().then(async (one) => {
        const url = await databaseOn(one, 'bench_city');
        take(await measureProvisioning(CITY, path.join(work, 'postgres-files'), MIGRATIONS, undefined, url));
        return url;
      });
      return city;
    },
  };
  return { room, stop: async () => (await server)?.stop() };
}

async function bench(names: string[], { large }: { large?: true }): Promise<void> {
  // React as it runs in service; the settings of the benchmark's own deployments are those of a trial.
  process.env.NODE_ENV ??= 'production';
  const unknown = names.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new DomainError(
      'INVALID',
      `没有这一项：${unknown.join('、')}。可选：${PARTS.map(({ name }) => name).join('、')}。`,
    );
  }
  const parts = PARTS.filter(({ name, isLarge }) => (names.length > 0 ? names.includes(name) : large || !isLarge));
  const work = mkdtempSync(path.join(tmpdir(), 'zhanqun-bench-'));
  const figures: Figure[] = [];
  const take = (made: Figure[]) => {
    for (const figure of made) show(figure);
    figures.push(...made);
  };
  const { room, stop } = roomIn(work, take);
  const started = performance.now();
  try {
    take(await measureProvisioning(CITY, room.city, MIGRATIONS, 120));
    take(await measureProvisioning(SMALL_CITY, room.small, MIGRATIONS));
    for (const part of parts) take(await part.run(room));
  } finally {
    await stop();
    rmSync(work, { recursive: true, force: true });
  }
  const folder = path.join(ROOT, 'test-results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = path.join(folder, `bench-${at.slice(0, 16).replaceAll(/[T:]/g, '-')}.json`);
  const result = { at, seconds: Math.round((performance.now() - started) / 1000), machine: machine(), figures };
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  const over = figures.filter((figure) => !isMet(figure));
  console.log(`\n${figures.length} 项，不合格 ${over.length} 项。写入 ${path.relative(ROOT, file)}`);
}

async function benchSites({ country }: { country?: true }): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'zhanqun-bench-'));
  try {
    const server = await startPostgres(work);
    try {
      await measureSites(server, work, MIGRATIONS, { whole: country === true }, (figures) => {
        for (const figure of figures) show(figure);
      });
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** One part on a PostgreSQL database of its own, thrown away afterwards. */
async function benchOnServer(name: string, measure: typeof measureInbox): Promise<void> {
  process.env.NODE_ENV ??= 'production';
  const work = mkdtempSync(path.join(tmpdir(), 'zhanqun-bench-'));
  try {
    const server = await startPostgres(work);
    try {
      const url = await databaseOn(server, `${name}_${Date.now()}`);
      for (const figure of await measure(path.join(work, name), MIGRATIONS, url)) show(figure);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Items searched on the embedded database, and on PostgreSQL. */
const EMBEDDED_ITEMS = '100000';
const POSTGRES_ITEMS = '1000000';

async function benchSearch({ embedded, postgres }: { embedded: string; postgres: string }): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'zhanqun-bench-'));
  try {
    for (const figure of await measureSearch(path.join(work, 'embedded'), MIGRATIONS, Number(embedded))) show(figure);
    const server = await startPostgres(work);
    try {
      const url = await databaseOn(server, `search_${Number(postgres)}`);
      for (const figure of await measureSearch(path.join(work, 'data'), MIGRATIONS, Number(postgres), url))
        show(figure);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

export function addBenchCommand(program: Command): void {
  const command = program
    .command('bench')
    .description('在临时文件夹中测量各项性能指标，写入 test-results/')
    .argument('[项目...]', `只测这些：${PARTS.map(({ name }) => name).join('、')}`)
    .option('--large', '连同百万条内容的搜索和全国约 4.5 万个站点，需几小时')
    .action(bench);
  command
    .command('sites')
    .description('在 PostgreSQL 上比较 10 个、350 个站点，加 --country 则比较全国约 4.5 万个站点')
    .option('--country', '全国的区划；建立一次约需一刻钟，设 BENCH_POSTGRES 指向一个服务器则留作下次使用')
    .action(benchSites);
  command
    .command('inbox')
    .description('在 PostgreSQL 上测量审核收件箱：300 个站点、20,000 篇待审')
    .action(() => benchOnServer('inbox', measureInbox));
  command
    .command('columns')
    .description('在 PostgreSQL 上测量一个有 100,000 篇文章的栏目：后台列表、公开归档页、合并')
    .action(() => benchOnServer('columns', measureColumns));
  command
    .command('search')
    .description('测量搜索：内置数据库和 PostgreSQL 上各写入若干条内容')
    .option('--embedded <n>', '内置数据库上的条数', EMBEDDED_ITEMS)
    .option('--postgres <n>', 'PostgreSQL 上的条数', POSTGRES_ITEMS)
    .action(benchSearch);
}
