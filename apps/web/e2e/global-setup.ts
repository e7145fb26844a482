import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@zhanqun/testing/free-port';
import type { TestProject } from 'vitest/node';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SERVER = path.join(ROOT, 'apps/web/build/server/main.js');

declare module 'vitest' {
  export interface ProvidedContext {
    /** Port of the server that all browser tests share. */
    cityPort: number;
    /** A provisioned data folder to copy, for tests that need a server of their own. */
    cityFolder: string;
    /** Of the shared server. */
    cityDataDir: string;
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

/** Provisions the demonstration city once for the build, then serves a copy of it to all browser tests. */
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
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zhanqun-e2e-'));
  cpSync(template, dataDir, { recursive: true });
  const server = await startServer(dataDir);
  project.provide('cityPort', server.port);
  project.provide('cityFolder', template);
  project.provide('cityDataDir', dataDir);
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
