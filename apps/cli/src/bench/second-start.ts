import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { ROOT } from '../paths';
import type { Figure } from './command';

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** What `npm start` runs, on a folder that is there. */
export function startServer(dataDir: string, port: number): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env;
  return spawn(process.execPath, [path.join(ROOT, 'apps/cli/bootstrap/start.mjs')], {
    cwd: ROOT,
    env: { ...env, NODE_ENV: 'development', DATA_DIR: dataDir, PORT: String(port) },
    stdio: 'ignore',
  });
}

/** Resolves when the portal's home page is there; rejects after a minute. */
export async function firstPage(port: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const status = await fetch(`http://localhost:${port}/`).then(
      async (answer) => {
        await answer.text();
        return answer.status;
      },
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The server of the benchmark did not show its first page within a minute.');
}

export function stopServer(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });
}

/** From the command to the portal's home page, when everything is installed, built and provisioned. */
export async function measureSecondStart(dataDir: string): Promise<Figure[]> {
  const port = await freePort();
  const started = performance.now();
  const server = startServer(dataDir, port);
  await firstPage(port);
  const seconds = (performance.now() - started) / 1000;
  await stopServer(server);
  return [{ name: '再次启动到首页', value: seconds, unit: '秒', limit: 5 }];
}
