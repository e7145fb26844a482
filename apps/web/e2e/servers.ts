import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { type Answer, ask, type Question } from './ask';
import { type RunningServer, startServer } from './global-setup';
import { zhanqun } from './processes';

/** All but the socket of whoever had it open, and the copies it keeps. */
export function copyData(from: string, to: string): void {
  const left = ['run', 'backups'].map((name) => path.join(from, name));
  cpSync(from, to, { recursive: true, filter: (source) => !left.some((name) => source.startsWith(name)) });
}

/** Data folders and servers for the tests of one file, removed and stopped after them. */
export function useServers() {
  const root = mkdtempSync(path.join(tmpdir(), 'zhanqun-servers-'));
  const servers: RunningServer[] = [];
  afterAll(async () => {
    for (const server of servers) await server.stop();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    /** A folder of its own: empty, or a copy. */
    folder(from?: string): string {
      const made = mkdtempSync(path.join(root, 'data-'));
      if (from) copyData(from, made);
      return made;
    },
    async serve(dataDir: string, env: Record<string, string> = {}): Promise<RunningServer> {
      const server = await startServer(dataDir, env);
      servers.push(server);
      return server;
    },
  };
}

/** Signs in over HTTP, as the form does. */
export function signIn(port: number, username: string, password: string, question: Question = {}): Promise<Answer> {
  return ask(`console.localhost:${port}`, '/console/sign-in', {
    port,
    method: 'POST',
    body: new URLSearchParams({ username, password }).toString(),
    ...question,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: `http://console.localhost:${port}`,
      ...question.headers,
    },
  });
}

export interface Listed {
  code: string;
  name: string;
  level: string;
  urls: [string, ...string[]];
}

export async function listSites(dataDir: string, env: Record<string, string> = {}): Promise<[Listed, ...Listed[]]> {
  const { stdout } = await zhanqun(['sites', 'list', '--json'], { DATA_DIR: dataDir, ...env });
  return JSON.parse(stdout);
}
