import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/node';
import type { ServerBuild } from '@remix-run/server-runtime';
import { createSessionDesk, sweepSignInFailures } from '@zhanqun/auth/server';
import { openDeployment, readSettings } from '@zhanqun/deployment/server';
import { JobRunner, sweepJobs } from '@zhanqun/jobs/server';
import { isDomainError } from '@zhanqun/kit';
import { FileStore } from '@zhanqun/media/server';
import { prepareFirstStart } from '@zhanqun/provisioning/server';
import { ChangeFeed, sweepChanges, TAGS } from '@zhanqun/publishing/server';
import { pino } from 'pino';
import type { Application } from '../app/context.server';
import { dailyBackup } from './daily-backup.server';
import { Door } from './door.server';
import { hourlySweep } from './hourly-sweep.server';
import { listen } from './listen.server';
import { logFault } from './log-fault.server';
import { printAddresses } from './welcome.server';

// build/server/main.js → apps/web → repository
const WEB = path.resolve(import.meta.dirname, '../..');
const ROOT = path.resolve(WEB, '../..');

async function start(): Promise<void> {
  const settings = readSettings(process.env, ROOT);
  const log = pino({ level: settings.logLevel });
  const deployment = await openDeployment(settings, 'server', path.join(ROOT, 'prisma/migrations'));
  await prepareFirstStart(deployment, process.stdout);
  const now = () => new Date();
  const app: Application = {
    deployment,
    sessions: createSessionDesk(deployment.db, settings.addressing.scheme === 'https', now),
    files: new FileStore(deployment.filesRoot),
    changes: new ChangeFeed(
      deployment.db,
      async (changes) => {
        if (changes.some(({ tags }) => tags.includes(TAGS.directory))) await deployment.directory.refresh();
      },
      (error) => logFault(log, error, 'change feed failed'),
    ),
    log,
    isPlainTrial: settings.addressing.scheme === 'http',
    now,
  };
  await app.changes.start();
  await deployment.directory.refresh();
  const build = (await import(pathToFileURL(path.join(WEB, 'build/server/index.js')).href)) as ServerBuild;
  const door = new Door(app, createRequestHandler(build, 'production'), path.join(WEB, 'build/client'));
  const listening = await listen((request, response) => void door.handle(request, response), {
    port: settings.port,
    host: settings.host,
    isBehindProxy: settings.trustedProxies.rules.length > 0,
  });
  const { db, directory } = deployment;
  const jobs = new JobRunner({
    db,
    directory,
    jobs: [
      hourlySweep([
        () => app.sessions.sweep(),
        (at) => sweepSignInFailures(db, at),
        () => sweepChanges(db),
        (at) => sweepJobs(db, at),
      ]),
      ...(settings.databaseUrl ? [] : [dailyBackup(deployment)]),
    ],
    now,
    onFault: (error, message) => logFault(log, error, message),
  });
  jobs.start();
  printAddresses(deployment);

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    app.changes.stop();
    await Promise.all([listening.stop(), jobs.stop()]);
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
