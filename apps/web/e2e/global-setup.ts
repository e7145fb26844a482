import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@zhanqun/testing/free-port';
import type { TestProject } from 'vitest/node';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** As many files run at once (`maxWorkers` in vitest.config.ts). */
const WORKERS = 2;
const SERVER = path.join(ROOT, 'apps/web/build/server/main.js');

declare module 'vitest' {
  export interface ProvidedContext {
    /** Cities that are served, one for each file that runs at the same time: what a file writes meets no other. */
    cities: { port: number; dataDir: string }[];
    /** A provisioned data folder to copy, for tests that need a server of their own. */
    cityFolder: string;
  }
}

export interface RunningServer {
  process: ChildProcess;
  port: number;
  stop(): Promise<void>;
}

/** Starts the built server and waits until it is ready; throws with what it printed when it ends before. */
export async function startServer(dataDir: string, env: Record<string, string> = {}): Promise<RunningServer> {
  const port = await freePort();
  const { DATABASE_URL: _, ...rest } = process.env;
  const server = spawn(process.execPath, ['--enable-source-maps', SERVER], {
    cwd: ROOT,
    env: { ...rest, NODE_ENV: 'test', PORT: String(port), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000);
  };
  server.stdout.on('data', collect);
  server.stderr.on('data', collect);
  const deadline = Date.now() + 300_000;
  for (;;) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`The server did not start:\n${output}`);
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    process: server,
    port,
    stop: () =>
      new Promise((resolve) => {
        if (server.exitCode !== null || server.signalCode !== null) return resolve();
        server.once('exit', () => resolve());
        server.kill('SIGTERM');
      }),
  };
}

/** Provisions the demonstration city once for the build, then serves a copy of it to each worker of the browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const built = path.join(ROOT, '.cache/built');
  const key = existsSync(built) ? readFileSync(built, 'utf8').slice(0, 16) : 'unstamped';
  const template = path.join(ROOT, '.cache', `city-${key}`);
  if (!existsSync(template) || key === 'unstamped') {
    const making = mkdtempSync(path.join(tmpdir(), 'zhanqun-city-'));
    const server = await startServer(making);
    await server.stop();
    rmSync(template, { recursive: true, force: true });
    cpSync(making, `${template}.partial`, { recursive: true });
    renameSync(`${template}.partial`, template);
    rmSync(making, { recursive: true, force: true });
  }
  const served = Array.from({ length: project.name === 'e2e' ? WORKERS : 1 }, async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-e2e-'));
    cpSync(template, dataDir, { recursive: true });
    return { dataDir, server: await startServer(dataDir) };
  });
  const cities = await Promise.all(served);
  project.provide(
    'cities',
    cities.map(({ dataDir, server }) => ({ port: server.port, dataDir })),
  );
  project.provide('cityFolder', template);
  return async () => {
    for (const { dataDir, server } of cities) {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  };
}
