import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@zhanqun/testing/free-port';
import { type PostgresServer, startPostgres } from '@zhanqun/testing/global-setup';
import { type Answer, ask } from './ask';
import { type CityDesk, openCityDesk } from './city-desk';
import { type Program, serveAt, zhanqun } from './processes';

/** A city without counties: 49 sites. */
const CITY = '4604';

/** A small city on a PostgreSQL server of its own, for any number of processes. */
export interface CityOnPostgres {
  postgres: PostgresServer;
  /** The folder that processes share unless they are given another one. */
  dataDir: string;
  /** The port that visitors see. */
  publicPort: number;
  serve(port: number, env?: Record<string, string>): Promise<Program>;
  folder(): string;
  desk(): Promise<CityDesk>;
  signIn(port: number, username: string, password: string): Promise<Answer>;
  /** Ends the processes that still run, and the database. */
  remove(): Promise<void>;
}

export async function makeCityOnPostgres(): Promise<CityOnPostgres> {
  const root = mkdtempSync(path.join(tmpdir(), 'zhanqun-processes-'));
  const folder = () => mkdtempSync(path.join(root, 'data-'));
  const postgres = await startPostgres();
  const dataDir = folder();
  const publicPort = await freePort();
  const shared = {
    DATABASE_URL: `${postgres.url}/postgres`,
    PUBLIC_PORT: String(publicPort),
    SECRET_KEY: 'a-secret-of-the-tests-that-is-long-enough',
    TRUSTED_PROXIES: 'loopback',
  };
  const made = await zhanqun(['provision', '--city', CITY], { ...shared, DATA_DIR: dataDir });
  if (made.code !== 0) throw new Error(made.output);
  const programs: Program[] = [];
  return {
    postgres,
    dataDir,
    publicPort,
    folder,
    async serve(port, env = {}) {
      const program = await serveAt(port, { ...shared, DATA_DIR: dataDir, ...env });
      programs.push(program);
      return program;
    },
    desk: () => openCityDesk(dataDir, publicPort, shared),
    signIn: (port, username, password) =>
      ask(`console.localhost:${publicPort}`, '/console/sign-in', {
        port,
        method: 'POST',
        body: new URLSearchParams({ username, password }).toString(),
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: `http://console.localhost:${publicPort}`,
        },
      }),
    async remove() {
      for (const program of programs) program.process.kill('SIGKILL');
      await Promise.all(programs.map((program) => program.ended));
      await postgres.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
