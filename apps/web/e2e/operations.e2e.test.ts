import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { listColumns } from '@zhanqun/columns/server';
import { openDatabase, roleName } from '@zhanqun/db';
import { operatorContext } from '@zhanqun/deployment/server';
import { atSite } from '@zhanqun/tenancy/server';
import { freePort } from '@zhanqun/testing/free-port';
import { beforeAll, describe, expect, it } from 'vitest';
import { ask as askAt, type Question } from './ask';
import { type CityDesk, openCityDesk } from './city-desk';
import type { RunningServer } from './global-setup';
import { PASSWORD } from './harness';
import { refusalToStart, run, zhanqun } from './processes';
import { copyData, listSites, signIn, useServers } from './servers';

/** A city without counties: 49 sites. */
const CITY = '4604';

const { folder, serve } = useServers();
/** The small city, made by a run that was killed and one that took it up. */
let small = '';
let cutOff = '';
const provisioning = { first: '', second: '', third: '' };

beforeAll(async () => {
  [small, cutOff] = [folder(), folder()];
  const first = run('zhanqun', ['provision', '--city', CITY], { DATA_DIR: small });
  await first.printed(/ (1[5-9]|2\d)\/49\s/);
  first.process.kill('SIGKILL');
  await first.ended;
  copyData(small, cutOff);
  provisioning.first = first.output();
  provisioning.second = (await zhanqun(['provision', '--city', CITY], { DATA_DIR: small })).output;
  provisioning.third = (await zhanqun(['provision', '--city', CITY], { DATA_DIR: small })).output;
});

/** Holds a transaction of one site open, as seen from another process. */
async function hold(dataDir: string): Promise<() => Promise<void>> {
  const database = await openDatabase({ dataDir, purpose: 'command', poolSize: 1 });
  const client = await database.connect();
  await client.query('BEGIN');
  await client.query(`SELECT set_config('role', $1, true)`, [roleName(database.name, 'tenant')]);
  await client.query('SELECT count(*) FROM "Article"');
  return async () => {
    await client.query('COMMIT');
    client.release();
    await database.close();
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe('provisioning a city', () => {
  it('that was killed in the middle is completed by the next run, and a third one creates nothing', async () => {
    expect(provisioning.first).not.toContain('个站点，本次新建');
    expect(provisioning.second).toMatch(/共 49 个站点，本次新建 \d+ 个；新建账号 [1-9]\d* 个。/);
    const created = Number(/本次新建 (\d+) 个/.exec(provisioning.second)?.[1]);
    expect(created).toBeGreaterThan(0);
    expect(created).toBeLessThan(49);
    expect(provisioning.third).toContain('共 49 个站点，本次新建 0 个；新建账号 0 个。');
    const codes = (await listSites(small)).map((site) => site.code);
    expect(codes).toHaveLength(49);
    expect(new Set(codes).size).toBe(49);
  });

  it('that was killed in the middle is completed by the start of the server', async () => {
    const dataDir = folder(cutOff);
    const server = await serve(dataDir);
    expect(await listSites(dataDir)).toHaveLength(49);
    await server.stop();
  });

  it.concurrent.each([
    ['9999', '没有'],
    ['abc', ''],
  ])('of code %s is refused with a sentence and an error code', async (code, sentence) => {
    const { code: exit, output } = await zhanqun(['provision', '--city', code], { DATA_DIR: folder() });
    expect(exit).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toMatch(/。$/m);
    expect(output).toContain(sentence);
    expect(output).not.toContain('    at ');
  });
});

describe('a running server', () => {
  let server: RunningServer;
  let dataDir: string;
  let log: () => string;
  const ask = (host: string, rest: string, question: Question = {}) =>
    askAt(host, rest, { port: server.port, ...question });
  beforeAll(async () => {
    dataDir = folder(small);
    server = await serve(dataDir, { LOG_LEVEL: 'debug' });
    let text = '';
    server.process.stdout?.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    server.process.stderr?.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    log = () => text;
  });

  it('tells on any host that it lives and that it is ready, and nothing else', async () => {
    for (const host of ['localhost', 'nobody.example', '192.0.2.1', 'console.localhost']) {
      expect(await ask(host, '/healthz')).toMatchObject({ status: 200, text: 'ok' });
      expect(await ask(host, '/readyz')).toMatchObject({ status: 200, text: 'ready' });
    }
  });

  it("answers others with their page or a clear 503 while one site's transaction is open for 3 seconds", async () => {
    const release = await hold(dataDir);
    const over = pause(3_000).then(release);
    const hosts = await townHosts(dataDir);
    const answers = await Promise.all(hosts.map((host) => ask(host, '/')));
    await over;
    for (const answer of answers) {
      expect([200, 503]).toContain(answer.status);
      if (answer.status === 503) expect(answer.headers['retry-after']).toBeTruthy();
    }
    expect((await ask('localhost', '/')).status).toBe(200);
  });

  it('answers 503 with a time to come back, never 500, when a transaction is open for longer than it waits', async () => {
    const hosts = await townHosts(dataDir);
    const release = await hold(dataDir);
    const over = pause(11_000).then(release);
    const paths = ['/', '/sitemap.xml', '/search?q=通知', '/directory', '/console/sign-in'];
    const answers = await Promise.all([
      ...hosts.slice(0, 6).map((host) => ask(host, '/')),
      ...paths.map((rest) => ask('localhost', encodeURI(rest))),
      ask('localhost', '/readyz'),
      signIn(server.port, 'office', PASSWORD),
    ]);
    expect(await ask('localhost', '/healthz')).toMatchObject({ status: 200 });
    await over;
    for (const answer of answers) {
      expect(answer.status, answer.text.slice(0, 300)).not.toBe(500);
      if (answer.status === 503 && answer.text !== 'not ready') expect(answer.headers['retry-after']).toBeTruthy();
    }
    // Published pages go on; what has to be asked of the database does not.
    expect(answers.filter((answer) => answer.status === 503).length).toBeGreaterThan(2);
    expect((await ask('localhost', '/')).status).toBe(200);
  });

  it('shows within a second what the command line and other processes change', async () => {
    const made = await zhanqun(
      [
        'accounts',
        'create',
        'line-clerk',
        '--name',
        '命令行职员',
        '--site',
        await rootCode(dataDir),
        '--role',
        'EDITOR',
      ],
      { DATA_DIR: dataDir, PORT: String(server.port) },
    );
    expect(made.code).toBe(0);
    const password = /一次性密码\s+(\S+)/.exec(made.output)?.[1] ?? '';
    expect((await signIn(server.port, 'line-clerk', password)).status).toBe(302);
    const desk = await openCityDesk(dataDir, server.port);
    const { directory } = desk.deployment;
    const town = directory.children(desk.site('').id).find((site) => site.level === 'TOWN');
    const host = directory.placeOf(desk.site(town?.code ?? '')).host;
    expect((await ask(host, '/')).status).toBe(200);
    await desk.move(town?.code ?? '', 'take-offline', '系统检修');
    await expect.poll(async () => (await ask(host, '/')).status, { timeout: 1_000, interval: 50 }).toBe(503);
    await desk.close();
  });

  it('lists the same sites to the command line as when none runs', async () => {
    const running = await zhanqun(['sites', 'list', '--json'], { DATA_DIR: dataDir, PORT: '3000' });
    const alone = await zhanqun(['sites', 'list', '--json'], { DATA_DIR: small, PORT: '3000' });
    const [first, ...others] = JSON.parse(running.stdout);
    expect(others).toHaveLength(48);
    expect(Object.keys(first)).toEqual(['id', 'code', 'name', 'level', 'kind', 'state', 'parentId', 'urls', 'theme']);
    expect(first).toMatchObject({ level: 'CITY', kind: 'PORTAL', state: 'ONLINE', parentId: null });
    expect(first.urls[0]).toBe('http://localhost:3000/');
    const shape = (text: string) => JSON.parse(text).map(({ state: _, ...site }: { state: string }) => site);
    expect(shape(running.stdout)).toEqual(shape(alone.stdout));
  });

  it('lets a city be provisioned beside it', async () => {
    const again = await zhanqun(['provision', '--city', CITY], { DATA_DIR: dataDir, PORT: String(server.port) });
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('本次新建 0 个') });
    const other = await zhanqun(['provision', '--city', '4603'], { DATA_DIR: dataDir });
    expect(other).toMatchObject({ code: 1, output: expect.stringContaining('一个部署只服务一个站群') });
  });

  it('refuses a form that another site sends to the console', async () => {
    for (const origin of ['http://evil.example', 'null', `http://localhost:${server.port}`]) {
      const answer = await signIn(server.port, 'office', PASSWORD, { headers: { Origin: origin } });
      expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('来自别的网站') });
    }
  });

  it('believes nobody who says for whom or from where he asks', async () => {
    const forwarded = { 'X-Forwarded-Host': 'console.localhost', 'X-Forwarded-For': '198.51.100.7' };
    const answer = await ask('nobody.example', '/console/sign-in', { headers: forwarded });
    expect(answer.status).toBe(404);
  });

  it('logs each request with its id and its site, and never a password', async () => {
    const wrong = 'Wrong-Password-77';
    expect((await signIn(server.port, 'auditor', wrong)).status).toBeGreaterThanOrEqual(400);
    expect((await signIn(server.port, 'auditor', PASSWORD)).status).toBe(302);
    const page = await ask('localhost', '/');
    const requestId = String(page.headers['x-request-id']);
    await expect.poll(log).toContain(requestId);
    const line = log()
      .split('\n')
      .find((text) => text.includes(requestId));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      requestId,
      site: await rootCode(dataDir),
      status: 200,
      path: '/',
    });
    expect(log()).not.toContain(wrong);
    expect(log()).not.toContain(PASSWORD);
    expect(log()).not.toMatch(/__Host-|Set-Cookie|\$argon2/i);
  });

  it('is alone on its folder and on its port', async () => {
    const second = await refusalToStart({ DATA_DIR: dataDir, PORT: String(await freePort()) });
    expect(second).toContain('已由另一个正在运行的服务');
    const taken = await refusalToStart({ DATA_DIR: folder(small), PORT: String(server.port) });
    expect(taken).toContain('端口已被占用');
    expect(taken).not.toContain('    at ');
  });

  it('that is told to stop finishes what it has begun and takes nothing new', async () => {
    const release = await hold(dataDir);
    const running = ask('localhost', '/');
    await pause(300);
    const stopped = server.stop();
    await expect
      .poll(
        () =>
          ask('localhost', '/healthz').then(
            () => 'answered',
            () => 'refused',
          ),
        { timeout: 2_000 },
      )
      .toBe('refused');
    await release();
    expect((await running).status).toBe(200);
    await stopped;
    expect(server.process.exitCode).toBe(0);
  });
});

async function townHosts(dataDir: string): Promise<string[]> {
  return (await listSites(dataDir)).slice(0, 12).map((site) => new URL(site.urls[0]).hostname);
}

async function rootCode(dataDir: string): Promise<string> {
  return (await listSites(dataDir))[0].code;
}

async function newsColumn(desk: CityDesk): Promise<string> {
  const columns = await listColumns(atSite(operatorContext(desk.deployment), desk.site('')));
  return columns.find((column) => column.kind === 'NEWS')?.code ?? '';
}

describe('the log', () => {
  it('is proved by a command, which ends with an error when a line was changed or its kept end is gone', async () => {
    const dataDir = folder(small);
    const env = { DATA_DIR: dataDir };
    const heads = await zhanqun(['audit', 'heads'], env);
    const file = path.join(folder(), 'heads.txt');
    writeFileSync(file, heads.stdout);
    const whole = await zhanqun(['audit', 'verify', '--expect', file], env);
    expect([whole.code, whole.output]).toEqual([0, expect.stringMatching(/日志完整：49 个站点，\d+ 条/)]);
    writeFileSync(file, heads.stdout.replace(/ [0-9a-f]{64} /, ` ${'0'.repeat(64)} `));
    const other = await zhanqun(['audit', 'verify', '--expect', file], env);
    expect([other.code, other.output]).toEqual([1, expect.stringContaining('与当时记下的不同')]);
    const database = await openDatabase({ dataDir, purpose: 'command', poolSize: 1 });
    const client = await database.connect();
    await client.query(`BEGIN; SET LOCAL ROLE NONE; ALTER TABLE "AuditLine" DISABLE TRIGGER append_only`);
    await client.query(`UPDATE "AuditLine" SET "actorName" = '别人' WHERE id = (SELECT min(id) FROM "AuditLine")`);
    await client.query('ALTER TABLE "AuditLine" ENABLE TRIGGER append_only; COMMIT');
    client.release(true);
    await database.close();
    const changed = await zhanqun(['audit', 'verify'], env);
    expect([changed.code, changed.output]).toEqual([1, expect.stringContaining('的内容被改动过')]);
  });
});

describe('kill -9 of the server', () => {
  it('while articles are published loses none that was acknowledged, and each is public after the next start', async () => {
    const dataDir = folder(small);
    const server = await serve(dataDir);
    const published: { articleId: string; title: string }[] = [];
    const desk = await openCityDesk(dataDir, server.port);
    const host = desk.deployment.directory.placeOf(desk.site('')).host;
    const columnCode = await newsColumn(desk);
    const publishing = (async () => {
      for (let i = 0; ; i++) {
        const title = `断电前的第 ${i} 条`;
        published.push({ title, articleId: await desk.publish('', columnCode, { title, body: '<p>已经确认。</p>' }) });
      }
    })();
    await expect.poll(() => published.length, { timeout: 30_000 }).toBeGreaterThan(10);
    server.process.kill('SIGKILL');
    await expect(publishing).rejects.toMatchObject({ code: 'BUSY' });
    await desk.close();
    const again = await serve(dataDir);
    for (const { articleId, title } of published) {
      const answer = await askAt(host, `/a/${articleId}.html`, { port: again.port });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(title);
    }
    await again.stop();
  });
});
