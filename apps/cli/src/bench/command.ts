import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { MIGRATIONS, ROOT } from '../paths';
import { measureBackup } from './backup';
import { measureFirstVisits } from './first-visits';
import { databaseOn, startPostgres } from './postgres';
import { measureProvisioning } from './provisioning';
import { measureSearch } from './search';
import { measureSecondStart } from './second-start';
import { measureSites } from './sites';
import { measureStatements } from './statements';

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

function machine() {
  const [processor] = cpus();
  return {
    processor: processor?.model ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
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

async function bench(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'zhanqun-bench-'));
  const figures: Figure[] = [];
  const take = (made: Figure[]) => {
    for (const figure of made) show(figure);
    figures.push(...made);
  };
  try {
    const city = path.join(work, 'city');
    const small = path.join(work, 'small');
    take(await measureProvisioning(CITY, city, MIGRATIONS, 120));
    take(await measureProvisioning(SMALL_CITY, small, MIGRATIONS));
    take(await measureStatements(small, city, MIGRATIONS));
    take(await measureBackup(city, path.join(work, 'backups'), MIGRATIONS));
    take(await measureSecondStart(city));
    take(await measureFirstVisits(city));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const folder = path.join(ROOT, 'test-results');
  mkdirSync(folder, { recursive: true });
  const result = { at: new Date().toISOString(), machine: machine(), figures };
  writeFileSync(path.join(folder, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`);
  const over = figures.filter((figure) => !isMet(figure));
  console.log(`\n${figures.length} 项，不合格 ${over.length} 项。写入 test-results/bench.json`);
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
    .description('在临时文件夹中测量各项性能指标，写入 test-results/bench.json')
    .action(bench);
  command
    .command('sites')
    .description('在 PostgreSQL 上比较 10 个、350 个站点，加 --country 则比较全国约 4.5 万个站点')
    .option('--country', '全国的区划；建立一次约需一刻钟，设 BENCH_POSTGRES 指向一个服务器则留作下次使用')
    .action(benchSites);
  command
    .command('search')
    .description('测量搜索：内置数据库和 PostgreSQL 上各写入若干条内容')
    .option('--embedded <n>', '内置数据库上的条数', EMBEDDED_ITEMS)
    .option('--postgres <n>', 'PostgreSQL 上的条数', POSTGRES_ITEMS)
    .action(benchSearch);
}
