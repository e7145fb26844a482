import path from 'node:path';
import { listColumns } from '@zhanqun/columns/server';
import { operatorContext } from '@zhanqun/deployment/server';
import { atSite } from '@zhanqun/tenancy/server';
import { freePort } from '@zhanqun/testing/free-port';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ask } from './ask';
import { type CityOnPostgres, makeCityOnPostgres } from './city-on-postgres';
import { PASSWORD } from './harness';
import { type Nginx, startNginx } from './nginx';
import { type Program, startLoad, type Wanted } from './processes';

let city: CityOnPostgres;
let nginx: Nginx;
/** Two that share the folder, and one with a folder of its own. */
let ports: number[];
const programs = new Map<number, Program>();

async function start(port: number): Promise<void> {
  const env: Record<string, string> = port === ports[2] ? { DATA_DIR: city.folder() } : {};
  programs.set(port, await city.serve(port, env));
}

async function end(port: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  const program = programs.get(port);
  program?.process.kill(signal);
  return (await program?.ended)?.code ?? null;
}

beforeAll(async () => {
  city = await makeCityOnPostgres();
  ports = [await freePort(), await freePort(), await freePort()];
  for (const port of ports) await start(port);
  nginx = await startNginx({
    processes: ports,
    pages: path.join(city.dataDir, 'pages/current'),
    port: city.publicPort,
  });
});
afterAll(async () => {
  await nginx?.stop();
  await city?.remove();
});

const at = (port: number, rest: string, headers: Record<string, string> = {}, host = 'localhost') =>
  ask(`${host}:${city.publicPort}`, rest, { port, headers });
const cookieOf = ({ headers }: Answer) => headers['set-cookie']?.[0]?.split(';')[0] ?? '';

describe('several processes', () => {
  it('know a session that one of them began, and its end at another', async () => {
    const [first = 0, second = 0, third = 0] = ports;
    const cookie = cookieOf(await city.signIn(first, 'office', PASSWORD));
    const home = (port: number) => at(port, '/console', { Cookie: cookie }, 'console.localhost');
    for (const port of [...ports, nginx.port]) expect((await home(port)).status).toBe(200);
    const origin = `http://console.localhost:${city.publicPort}`;
    const out = await ask(`console.localhost:${city.publicPort}`, '/console/sign-out', {
      port: second,
      method: 'POST',
      body: 'end=1',
      headers: { Cookie: cookie, Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(out.status).toBe(302);
    for (const port of [first, third, nginx.port]) expect((await home(port)).status).toBe(302);
  });

  it('count failed sign-ins together', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) {
      statuses.push((await city.signIn(ports[i % 3] ?? 0, 'fgw-admin', `Wrong-Password-${i}`)).status);
    }
    expect(statuses.slice(0, 4)).not.toContain(429);
    expect(statuses[5]).toBe(429);
    expect((await city.signIn(ports[1] ?? 0, 'fgw-admin', PASSWORD)).status).toBe(429);
  });

  it('show a change within a second, each of them and nginx, wherever it was made', async () => {
    const desk = await city.desk();
    const context = atSite(operatorContext(desk.deployment), desk.site(''));
    const news = (await listColumns(context)).find(({ kind }) => kind === 'NEWS')?.code ?? '';
    for (let round = 0; round < 3; round++) {
      const places = [...ports, nginx.port];
      for (const port of places) expect((await at(port, `/c/${news}/`)).status).toBe(200);
      const title = `第 ${round} 次修改`;
      await desk.publish('', news, { title, body: '<p>正文。</p>' });
      const since = Date.now();
      // When the last request was sent that was answered with the old page.
      const lastOld = async (port: number) => {
        for (let last = since; ; ) {
          const sent = Date.now();
          if ((await at(port, `/c/${news}/`)).text.includes(title)) return last - since;
          last = sent;
        }
      };
      for (const late of await Promise.all(places.map(lastOld))) expect(late).toBeLessThan(1_000);
    }
    await desk.close();
  });
});

describe('behind nginx, under steady load', () => {
  /** Published pages, pages that only a process can answer, and forms. */
  const wanted: Wanted[] = [
    { host: 'localhost', path: '/', status: 200 },
    { host: 'localhost', path: '/c/nothing', status: 301 },
    { host: 'localhost', path: '/', method: 'POST', status: 405 },
    { host: 'console.localhost', path: '/console/sign-in', status: 200 },
    { host: 'fgw.localhost', path: '/', status: 200 },
    { host: 'nobody.localhost', path: '/', status: 404 },
  ];

  it('a process joins and leaves without a lost request', async () => {
    const load = startLoad(nginx.port, wanted);
    for (const port of ports.slice(0, 2)) {
      expect(await end(port, 'SIGTERM')).toBe(0);
      await start(port);
    }
    const answered = load.answered();
    expect(await load.stop()).toEqual([]);
    expect(answered).toBeGreaterThan(200);
  });

  it('a process that is killed loses no visit: the next one answers', async () => {
    const load = startLoad(
      nginx.port,
      wanted.filter(({ method }) => method !== 'POST'),
    );
    for (const port of ports.slice(0, 2)) {
      await end(port, 'SIGKILL');
      await start(port);
    }
    expect(await load.stop()).toEqual([]);
  });

  it('what is on the disk goes on when no process is left', async () => {
    await expect.poll(async () => (await at(nginx.port, '/')).headers['x-request-id']).toBeUndefined();
    for (const port of ports) await end(port, 'SIGTERM');
    expect((await at(nginx.port, '/')).status).toBe(200);
    expect(await at(nginx.port, '/search')).toMatchObject({ status: 503, text: '系统正在启动或维护，请稍后再试。\n' });
  });
});
