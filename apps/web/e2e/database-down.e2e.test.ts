import { listColumns } from '@zhanqun/columns/server';
import { operatorContext } from '@zhanqun/deployment/server';
import { atSite, withPlatform } from '@zhanqun/tenancy/server';
import { freePort } from '@zhanqun/testing/free-port';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './ask';
import { type CityOnPostgres, makeCityOnPostgres } from './city-on-postgres';
import { PASSWORD } from './harness';
import { type Program, startLoad } from './processes';

let city: CityOnPostgres;
let server: Program;
let port: number;

beforeAll(async () => {
  city = await makeCityOnPostgres();
  port = await freePort();
  server = await city.serve(port);
});
afterAll(() => city?.remove());

const at = (rest: string) => ask(`localhost:${city.publicPort}`, rest, { port });
const ready = async () => (await at('/readyz')).status;

it('a database that goes away under load takes no published page with it, is said politely, and is found again', async () => {
  const home = await at('/');
  const column = /href="(\/c\/[\w-]+\/)"/.exec(home.text)?.[1] ?? '';
  const published = ['/', column, '/sitemap.xml'];
  for (const page of published) expect((await at(page)).status).toBe(200);
  const load = startLoad(
    port,
    published.map((page) => ({ host: 'localhost', path: page, status: 200 })),
    4,
  );
  await expect.poll(load.answered).toBeGreaterThan(100);
  const before = load.answered();

  await city.postgres.halt();
  await expect.poll(ready).toBe(503);
  expect((await at('/healthz')).status).toBe(200);
  const signIn = await city.signIn(port, 'office', PASSWORD);
  expect(signIn.status).toBe(503);
  expect(signIn.headers).toHaveProperty('retry-after');
  // The sentence, and the name as it was typed.
  expect(signIn.text).toContain('系统正忙，请稍后再试。');
  expect(signIn.text).toContain('value="office"');
  const unpublished = await at('/c/nobody-has-asked-for-this/p1.html');
  expect(unpublished.status).toBe(503);
  expect(unpublished.text).toContain('页面暂时打不开');
  expect(unpublished.headers).toMatchObject({ 'retry-after': '5' });
  await expect.poll(load.answered).toBeGreaterThan(before + 500);

  await city.postgres.resume();
  await expect.poll(ready, { timeout: 20_000 }).toBe(200);
  expect((await city.signIn(port, 'office', PASSWORD)).status).toBe(302);
  // Changes are followed again …
  const desk = await city.desk();
  const context = atSite(operatorContext(desk.deployment), desk.site(''));
  const news = (await listColumns(context)).find(({ kind }) => kind === 'NEWS')?.code ?? '';
  const articleId = await desk.publish('', news, { title: '数据库恢复之后', body: '<p>正文。</p>' });
  await expect.poll(async () => (await at(`/a/${articleId}.html`)).status, { timeout: 5_000 }).toBe(200);
  await expect.poll(async () => (await at(`/c/${news}/`)).text, { timeout: 5_000 }).toContain('数据库恢复之后');
  // … and work is taken up again.
  const { db } = desk.deployment;
  const from = new Date();
  await withPlatform({ db }, (tx) => tx.job.updateMany({ where: { name: 'web:sweep' }, data: { runAt: from } }));
  const sweep = () => withPlatform({ db }, (tx) => tx.job.findUniqueOrThrow({ where: { id: 'every:web:sweep' } }));
  await expect
    .poll(async () => (await sweep()).finishedAt?.getTime(), { timeout: 20_000 })
    .toBeGreaterThan(from.getTime());
  await desk.close();

  expect(await load.stop()).toEqual([]);
  expect(server.process.exitCode).toBeNull();
});
