import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/server-runtime';
import { KEEP_SCHEDULE, sweepTyping } from '@zhanqun/articles/server';
import { createSessionDesk, sweepSignInFailures } from '@zhanqun/auth/server';
import { COLUMN_MERGE } from '@zhanqun/columns/server';
import { databaseIdentity } from '@zhanqun/db';
import {
  type Deployment,
  type MailSettings,
  openDeployment,
  operatorContext,
  readSettings,
} from '@zhanqun/deployment/server';
import { ImportSources, importWork } from '@zhanqun/imports/server';
import { type JobKind, JobRunner, sweepJobs } from '@zhanqun/jobs/server';
import { isDomainError, newId } from '@zhanqun/kit';
import { FileStore, variantsJob } from '@zhanqun/media/server';
import { createPost, sendMailsJob, sweepNotices } from '@zhanqun/notices/sending';
import { prepareFirstStart } from '@zhanqun/provisioning/server';
import { ChangeFeed, PageFiles, PageStore, sweepChanges, TAGS } from '@zhanqun/publishing/server';
import { sweepRateCounts } from '@zhanqun/rate-limits/server';
import { ADOPT_CHAINS, HOLD_REVIEWS } from '@zhanqun/review/server';
import { isIndexMissing, prepareSiteNames, requestSearchRebuild, SEARCH_REBUILD } from '@zhanqun/search/server';
import type { SiteDirectory } from '@zhanqun/tenancy/server';
import { pino } from 'pino';
import type { Application, PlainAnswer } from '../app/context.server';
import { PublicMemory } from '../app/public/memory.server';
import { addressOf, cdnHeadersOf } from './cdn-headers.server';
import { CdnPosition } from './cdn-position.server';
import { CdnPurge } from './cdn-purge.server';
import { dailyAudit } from './daily-audit.server';
import { dailyBackup } from './daily-backup.server';
import { Door } from './door.server';
import { HitLog } from './hit-log.server';
import { hourlySweep } from './hourly-sweep.server';
import { listen } from './listen.server';
import { logFault } from './log-fault.server';
import { PUBLIC_HEADERS } from './policy.server';
import { PublishedPages } from './published.server';
import { remixOf } from './remix.server';
import { printAddresses } from './welcome.server';

// build/server/main.js → apps/web → repository
const WEB = path.resolve(import.meta.dirname, '../..');
const ROOT = path.resolve(WEB, '../..');

/**
 * Names what pages look like beside their content: this build, the addresses of this deployment, and its database, since
 * the numbers of changes mean nothing in another one. Pages of another build are not used.
 */
async function buildOf({ db, settings, directory }: Deployment): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['index.js', 'main.js']) hash.update(readFileSync(path.join(WEB, 'build/server', file)));
  hash.update(JSON.stringify([settings.addressing, directory.root()?.id, await databaseIdentity(db)]));
  return hash.digest('hex').slice(0, 16);
}

/** Letters lead to the item at its site's desk. */
function mailsOf(mail: MailSettings, directory: SiteDirectory): JobKind {
  return sendMailsJob({
    post: createPost(mail),
    host: directory.addressing.consoleHost,
    placeOf({ siteId, noticeId }) {
      const siteName = directory.find(siteId)?.shortName ?? '';
      return { siteName, url: directory.consoleUrl(`/console/notices/${noticeId}`) };
    },
  });
}

async function start(): Promise<void> {
  const settings = readSettings(process.env, ROOT);
  const sink = pino.destination({ sync: true });
  const log = pino({ level: settings.logLevel }, sink);
  const deployment = await openDeployment(settings, 'server', path.join(ROOT, 'prisma/migrations'));
  await prepareFirstStart(deployment, process.stdout);
  const now = () => new Date();
  const { cdn } = settings;
  const build = await buildOf(deployment);
  const pagesFolder = path.join(settings.dataDir, 'pages');
  const purge =
    cdn?.purge &&
    new CdnPurge({
      ...cdn.purge,
      position: new CdnPosition(path.join(pagesFolder, 'told-cdn.json'), `${cdn.purge.url} ${build}`),
      onFault: (error) => logFault(log, error, 'purge failed'),
    });
  const pages = new PageStore<PlainAnswer>({
    memoryBytes: settings.pageMemoryBytes,
    headers: PUBLIC_HEADERS,
    ...(cdn ? { headersOf: (facts) => cdnHeadersOf(facts, cdn.maxAge) } : {}),
    // What time has ended names no tags; what a change ended is told by its tags, also of pages that only others keep.
    onDropped: ({ tags, keys }) =>
      purge?.forget({
        urls: keys.map((key) => addressOf(settings.addressing, key)),
        takesAway: tags.length === 0,
      }),
    files: new PageFiles(pagesFolder, build, newId()),
    now: Date.now,
    onFault: (error) => logFault(log, error, 'page store failed'),
  });
  const app: Application = {
    deployment,
    pages,
    memory: new PublicMemory(),
    sessions: createSessionDesk(deployment.db, settings.addressing.scheme === 'https', now),
    files: new FileStore(deployment.filesRoot),
    changes: new ChangeFeed(
      deployment.db,
      async (changes, position) => {
        app.memory.apply(changes);
        // Pages rendered from here on know the new directory; those rendered before are dropped after it.
        const moved = changes.filter(({ tags }) => tags.includes(TAGS.directory)).map(({ siteId }) => siteId);
        if (moved.length > 0) await deployment.directory.refresh(moved);
        pages.apply(changes, position);
        purge?.forget({
          tags: changes.flatMap(({ tags }) => tags),
          takesAway: changes.some(({ takesAway }) => takesAway),
        });
        purge?.reached(position);
      },
      (error) => logFault(log, error, 'change feed failed'),
    ),
    log,
    isPlainTrial: settings.addressing.scheme === 'http',
    now,
  };
  const present = await app.changes.present();
  // What is loaded from here on, React above all, takes its form for production whatever the settings say.
  process.env.NODE_ENV = 'production';
  const isFarBehind = (position: string) => app.changes.isFarBehind(position);
  const toldSince = (await purge?.open(present, isFarBehind)) ?? present;
  const keptSince = await pages.open(present, isFarBehind);
  await app.changes.start(BigInt(toldSince) < BigInt(keptSince) ? toldSince : keptSince);
  await deployment.directory.refresh();
  await pages.start();
  const remix = (await import(pathToFileURL(path.join(WEB, 'build/server/index.js')).href)) as ServerBuild;
  prepareSiteNames(deployment.directory);
  const hits = new HitLog(sink, log);
  const published = new PublishedPages(pages, hits);
  const door = new Door(app, published, remixOf(remix), path.join(WEB, 'build/client'));
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (!published.answer(request, response)) void door.handle(request, response);
  };
  const listening = await listen(answer, {
    port: settings.port,
    host: settings.host,
    isBehindProxy: settings.trustedProxies.rules.length > 0,
  });
  const { db, directory } = deployment;
  const kinds: JobKind[] = [
    hourlySweep([
      () => app.sessions.sweep(),
      (at) => sweepSignInFailures(db, at),
      (at) => sweepRateCounts(db, at),
      () => sweepChanges(db),
      () => sweepTyping(db),
      (at) => app.files.sweep(at),
      (at) => sweepJobs(db, at),
      (at) => sweepNotices(db, at),
    ]),
    SEARCH_REBUILD,
    ...(settings.mail ? [mailsOf(settings.mail, directory)] : []),
    KEEP_SCHEDULE,
    COLUMN_MERGE,
    variantsJob(app.files),
    importWork({ files: app.files, sources: new ImportSources(settings.dataDir) }),
    ADOPT_CHAINS,
    HOLD_REVIEWS,
    dailyAudit(log),
    ...(settings.databaseUrl ? [] : [dailyBackup(deployment)]),
  ];
  // What has its time does not wait behind what takes hours.
  const runners = [false, true].map(
    (isLong) =>
      new JobRunner({
        db,
        directory,
        jobs: kinds.filter((kind) => kind.isLong === isLong),
        now,
        onFault: (error, message) => logFault(log, error, message),
      }),
  );
  for (const runner of runners) runner.start();
  if (await isIndexMissing(deployment)) await requestSearchRebuild(operatorContext(deployment));
  printAddresses(deployment);

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await Promise.all([listening.stop(), ...runners.map((runner) => runner.stop())]);
    // As long as anything is answered, it has to know what changed.
    await app.changes.stop();
    await pages.stop();
    await purge?.stop();
    hits.flush();
    await deployment.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)));
  }
}

/** Why listening failed, for whoever starts the server. Undefined for faults that are no setting's. */
function listenFault(error: unknown): string | undefined {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return '端口已被占用。请停止占用它的程序，或用 PORT 指定别的端口，例如 PORT=3100 npm start。';
    case 'EACCES':
      return '无权监听这个端口。请用 PORT 指定 1024 以上的端口。';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return '设置 HOST 不是本机的地址。请用 127.0.0.1（只限本机）或 0.0.0.0（所有网卡）。';
    default:
      return undefined;
  }
}

start().catch((error: unknown) => {
  console.error(isDomainError(error) ? error.message : (listenFault(error) ?? error));
  process.exit(1);
});
