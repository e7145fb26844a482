import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { ServerBuild } from '@remix-run/server-runtime';
import { createSessionDesk } from '@zhanqun/auth/server';
import { openDeployment, readSettings } from '@zhanqun/deployment/server';
import { DomainError, isDomainError } from '@zhanqun/kit';
import { FileStore } from '@zhanqun/media/server';
import { ChangeFeed, PageStore, TAGS } from '@zhanqun/publishing/server';
import { SiteDirectory, type SiteRecord } from '@zhanqun/tenancy/server';
import { pino } from 'pino';
import type { Application } from '../app/context.server';
import { PublicMemory } from '../app/public/memory.server';
import { logFault } from './log-fault.server';
import { remixOf } from './remix.server';
import { type BrokenLink, SiteCopier, type SiteCopy } from './static-copy/copy-site.server';
import { CopyTree } from './static-copy/tree.server';

// build/server/export.js → apps/web → repository
const WEB = path.resolve(import.meta.dirname, '../..');
const ROOT = path.resolve(WEB, '../..');

const PROGRESS_MS = 2_000;
const MOST_SHOWN = 50;

const number = (n: number) => n.toLocaleString('zh-CN');

type Settings = ReturnType<typeof readSettings>;

/** The application as far as public pages ask for it. */
async function openApplication(settings: Settings): Promise<Application> {
  const log = pino({ level: settings.logLevel }, pino.destination({ fd: 2, sync: true }));
  const deployment = await openDeployment(settings, 'command', path.join(ROOT, 'prisma/migrations'));
  const app: Application = {
    deployment,
    sessions: createSessionDesk(deployment.db, false),
    files: new FileStore(deployment.filesRoot),
    // A long copy goes on while people work: it shows what is public when it comes to each page.
    changes: new ChangeFeed(
      deployment.db,
      async (changes) => {
        app.memory.apply(changes);
        if (changes.some(({ tags }) => tags.includes(TAGS.directory))) await deployment.directory.refresh();
      },
      (error) => logFault(log, error, 'change feed failed'),
    ),
    pages: new PageStore({
      memoryBytes: 1_000_000,
      headers: {},
      now: Date.now,
      onFault: (error) => logFault(log, error, 'page store failed'),
    }),
    memory: new PublicMemory(),
    log,
    isPlainTrial: false,
    now: () => new Date(),
  };
  await app.changes.start();
  return app;
}

function sitesWanted(directory: SiteDirectory, codes: string[] | undefined): SiteRecord[] {
  if (!codes) return directory.all().filter((site) => site.state === 'ONLINE');
  return codes.map((code) => {
    const site = directory.findByCode(code);
    if (!site) throw new DomainError('NOT_FOUND', `没有代码为“${code}”的站点。用 pnpm zhanqun sites 查看全部站点。`);
    if (site.state !== 'ONLINE') throw new DomainError('CONFLICT', `站点“${site.name}”没有对外开放，不能导出。`);
    return site;
  });
}

/** A function that gives the addresses of sites at the live system. */
async function liveAddresses(settings: Settings, app: Application, liveUrl: string) {
  const { protocol, hostname, port } = new URL(liveUrl);
  const scheme = protocol === 'https:' ? 'https' : 'http';
  const addressing = { ...settings.addressing, scheme, baseDomain: hostname, port } as const;
  const directory = new SiteDirectory(app.deployment.db, addressing);
  await directory.refresh();
  return (site: SiteRecord, rest: string) => directory.urlOf(site, rest);
}

function progress(count: number) {
  let shown = 0;
  const begun = new Map<string, number>();
  return (site: SiteRecord, done: number, known: number) => {
    if (!begun.has(site.id)) begun.set(site.id, begun.size + 1);
    if (Date.now() - shown < PROGRESS_MS) return;
    shown = Date.now();
    console.error(
      `[${number(begun.get(site.id) ?? 0)}/${number(count)}] ${site.shortName}：${number(done)} / ${number(known)} 个地址`,
    );
  };
}

/** Links to sites of this copy that have no such address. */
function brokenElsewhere(copies: Map<string, SiteCopy>): BrokenLink[] {
  return [...copies.values()].flatMap(({ elsewhere }) =>
    [...elsewhere.values()].filter(({ siteId, rest }) => copies.get(siteId)?.has.has(rest) === false),
  );
}

function report(out: string, copies: Map<string, SiteCopy>, tree: CopyTree): boolean {
  const all = [...copies.values()];
  const sum = (of: (copy: SiteCopy) => number) => number(all.reduce((total, copy) => total + of(copy), 0));
  const { written, unchanged, removed, bytes } = tree.counts;
  console.log(`静态副本：${out}`);
  console.log(
    `  站点 ${number(all.length)} 个，页面 ${sum(({ pages }) => pages)} 个，其他文件 ${sum(({ files }) => files)} 个`,
  );
  console.log(
    `  共 ${number(bytes)} 字节；新写 ${number(written)}，没有变化 ${number(unchanged)}，删除 ${number(removed)}`,
  );
  const broken = [...all.flatMap((copy) => copy.broken), ...brokenElsewhere(copies)];
  console.log(`  失效的链接 ${number(broken.length)} 个`);
  for (const { from, to } of broken.slice(0, MOST_SHOWN)) console.log(`    ${to}，出现在 ${from || '入口'}`);
  if (broken.length > MOST_SHOWN) console.log(`    还有 ${number(broken.length - MOST_SHOWN)} 个没有列出`);
  const failed = all.flatMap((copy) => copy.failed);
  if (failed.length === 0) return true;
  console.error(`有 ${number(failed.length)} 个页面没有生成，原有的文件都保留着。请稍后再执行一次：`);
  for (const rest of failed.slice(0, MOST_SHOWN)) console.error(`    ${rest}`);
  return false;
}

async function run(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      site: { type: 'string', multiple: true },
      out: { type: 'string' },
      'live-url': { type: 'string' },
      compress: { type: 'boolean' },
    },
  });
  const out = path.resolve(values.out ?? '');
  const settings = readSettings(process.env, ROOT);
  const app = await openApplication(settings);
  try {
    const { directory } = app.deployment;
    const sites = sitesWanted(directory, values.site);
    const liveUrl = values['live-url'];
    const build = (await import(pathToFileURL(path.join(WEB, 'build/server/index.js')).href)) as ServerBuild;
    const tree = await CopyTree.open(out, values.compress ?? false);
    const copier = new SiteCopier({
      app,
      remix: remixOf(build).public,
      tree,
      clientFolder: path.join(WEB, 'build/client'),
      ...(liveUrl ? { liveUrlOf: await liveAddresses(settings, app, liveUrl) } : {}),
      onProgress: progress(sites.length),
    });
    const copies = new Map<string, SiteCopy>();
    for (const site of sites) copies.set(site.id, await copier.copy(site));
    const isWhole = !values.site && [...copies.values()].every(({ failed }) => failed.length === 0);
    await copier.finish(isWhole);
    if (isWhole) await removeOthers(tree, directory, sites);
    return report(out, copies, tree);
  } finally {
    await app.changes.stop();
    await app.deployment.close();
  }
}

/** Parts of sites and hosts that are not there any more. */
async function removeOthers(tree: CopyTree, directory: SiteDirectory, sites: SiteRecord[]): Promise<void> {
  const current = new Set(sites.flatMap((site) => [`site-${site.code}`, `host-${directory.placeOf(site).host}`]));
  for (const part of await tree.parts()) {
    if (!current.has(part)) await (await tree.begin(part)).finish();
  }
}

run().then(
  (isDone) => process.exit(isDone ? 0 : 1),
  (error: unknown) => {
    console.error(isDomainError(error) ? error.message : error);
    process.exit(1);
  },
);
