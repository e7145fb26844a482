import { roleName, sqlState } from '@zhanqun/db';
import { withPlatform, withSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  defineJob,
  defineRecurring,
  delayBefore,
  enqueue,
  findLatestJob,
  type JobKind,
  type JobRun,
  JobRunner,
  listJobsAcrossSites,
  sweepJobs,
} from '../src/server';

const group = useGroup();
const runners: JobRunner[] = [];
let faults: string[] = [];

afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop(0);
  faults = [];
  await withPlatform({ db: group().db }, (tx) => tx.job.deleteMany({}));
});

function runner(jobs: JobKind[], concurrency = 2): JobRunner {
  const made = new JobRunner({
    db: group().db,
    directory: group().directory,
    jobs,
    now: () => new Date(),
    onFault: (error, message) => faults.push(`${message}: ${error instanceof Error ? error.message : error}`),
    concurrency,
  });
  runners.push(made);
  return made;
}

/** A kind of work that notes its runs and ends when it is let go. */
function recorder(name: string, attempts = 5) {
  const runs: JobRun<{ n: number }>[] = [];
  let letGo: (error?: Error) => void = () => undefined;
  const job = defineJob({
    name,
    label: '记录',
    data: z.object({ n: z.number() }),
    attempts,
    run: (run) => {
      runs.push(run);
      return new Promise<void>((resolve, reject) => {
        letGo = (error) => (error ? reject(error) : resolve());
        run.signal.addEventListener('abort', () => reject(run.signal.reason));
      });
    },
  });
  return { job, runs, letGo: (error?: Error) => letGo(error) };
}

const desk = () => group().contextAt('east-town', 'townAdmin');
const rows = () => withPlatform({ db: group().db }, (tx) => tx.job.findMany({ orderBy: { createdAt: 'asc' } }));
const states = async () => (await rows()).map((row) => row.state);
/** Lets time pass for the queue. */
const pass = (ms: number) =>
  withPlatform(
    { db: group().db },
    (tx) => tx.$executeRaw`
      UPDATE "Job" SET "runAt" = "runAt" - ${ms}::int * interval '1 millisecond',
        "leaseUntil" = "leaseUntil" - ${ms}::int * interval '1 millisecond'`,
  );

describe('asking for work', () => {
  it('stamps the site of the scope, and is undone with the change', async () => {
    const { job } = recorder('test:stamp');
    await withSite(desk(), (tx) => enqueue(tx, job, { n: 1 }));
    await withSite(desk(), async (tx) => {
      await enqueue(tx, job, { n: 2 });
      throw new Error('undone');
    }).catch(() => undefined);
    expect(await rows()).toMatchObject([{ siteId: group().site('east-town').id, data: { n: 1 }, state: 'WAITING' }]);
  });

  it('a second time with the same key while the first waits leaves one, with the newer data', async () => {
    const { job } = recorder('test:key');
    const ask = (site: 'east' | 'west', n: number) =>
      withSite(group().contextAt(site, 'office'), (tx) => enqueue(tx, job, { n }, { key: 'all' }));
    const first = await ask('east', 1);
    expect(await ask('east', 2)).toBe(first);
    expect(await ask('west', 3)).not.toBe(first);
    expect((await rows()).map((row) => row.data)).toEqual([{ n: 2 }, { n: 3 }]);
  });

  it('is refused with data that its schema does not take', async () => {
    const { job } = recorder('test:schema');
    await expect(withSite(desk(), (tx) => enqueue(tx, job, { n: 'many' } as never))).rejects.toThrow();
    expect(await rows()).toEqual([]);
  });

  it.each(['rest', 'visitor', 'staff'] as const)('is not for the role %s', async (role) => {
    const { db } = group();
    const asked = db.scope({ role, name: role }, (tx) => enqueue(tx, recorder('test:role').job, { n: 1 }));
    expect(sqlState(await asked.catch((error: unknown) => error))).toBe('42501');
  });

  it('is all that a site may do with the table', async () => {
    const role = roleName(group().db.name, 'tenant');
    const [may] = await withPlatform(
      { db: group().db },
      (tx) => tx.$queryRaw<{ any: boolean }[]>`
        SELECT has_table_privilege(${role}, 'public."Job"', 'SELECT, INSERT, UPDATE, DELETE') AS any`,
    );
    expect(may?.any).toBe(false);
  });
});

describe('a job', () => {
  it('runs in one of several processes, once', async () => {
    const seen: number[] = [];
    const job = defineJob({
      name: 'test:once',
      label: '一次',
      data: z.object({ n: z.number() }),
      run: async ({ data }) => {
        seen.push(data.n);
      },
    });
    const here = [runner([job]), runner([job]), runner([job])];
    for (let n = 0; n < 12; n++) await withSite(desk(), (tx) => enqueue(tx, job, { n }));
    for (const one of here) one.start();
    await expect.poll(states, { timeout: 20_000 }).toEqual(Array(12).fill('DONE'));
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n));
    expect(faults).toEqual([]);
  });

  it('commits its completion with its effects, and loses both when another run has taken it up', async () => {
    const site = desk().site.id;
    let shared: JobRun<unknown> | undefined;
    const job = defineJob({
      name: 'test:complete',
      label: '完成',
      data: z.object({}),
      run: async (run, context) => {
        shared = run;
        await withSite({ ...context, site: group().site('east-town') }, async (tx) => {
          await tx.site.update({ where: { id: site }, data: { officeHours: '第一次' } });
          await run.complete(tx);
        });
      },
    });
    await withSite(desk(), (tx) => enqueue(tx, job, {}));
    runner([job]).start();
    await expect.poll(states).toEqual(['DONE']);
    const late = withSite(desk(), async (tx) => {
      await tx.site.update({ where: { id: site }, data: { officeHours: '第二次' } });
      await shared?.complete(tx);
    });
    await expect(late).rejects.toMatchObject({ code: 'BUSY' });
    const [row] = await withPlatform({ db: group().db }, (tx) => tx.site.findMany({ where: { id: site } }));
    expect(row?.officeHours).toBe('第一次');
  });

  it('of one key never runs twice at once: what is asked for while it runs waits for its end', async () => {
    const { job, runs, letGo } = recorder('test:exclusive');
    const ask = (n: number) => withSite(desk(), (tx) => enqueue(tx, job, { n }, { key: 'one' }));
    const [one, other] = [runner([job]), runner([job])];
    await ask(1);
    await one.look();
    await ask(2);
    await other.look();
    expect(runs).toHaveLength(1);
    letGo();
    await expect.poll(states).toContain('DONE');
    await other.look();
    expect(runs.map((run) => run.data.n)).toEqual([1, 2]);
    letGo();
    await expect.poll(states).toEqual(['DONE', 'DONE']);
  });

  it('that fails is tried again later and later, and then counts as failed with what it said', async () => {
    expect([1, 2, 3, 9].map(delayBefore)).toEqual([10_000, 40_000, 160_000, 3_600_000]);
    const { job, runs, letGo } = recorder('test:fail', 2);
    await withSite(desk(), (tx) => enqueue(tx, job, { n: 1 }));
    const one = runner([job]);
    await one.look();
    letGo(new Error('the first'));
    await expect.poll(states).toEqual(['WAITING']);
    await one.look();
    expect(runs).toHaveLength(1);
    await pass(10_001);
    await one.look();
    expect(runs.map((run) => run.attempt)).toEqual([1, 2]);
    letGo(new Error('the second'));
    await expect.poll(states).toEqual(['FAILED']);
    expect((await rows())[0]?.fault).toBe('the second');
    expect(faults).toEqual(['job test:fail failed: the first', 'job test:fail failed: the second']);
  });

  it('whose process was killed is taken up by another one when its lease has run out', async () => {
    const { job, runs, letGo } = recorder('test:killed');
    await withSite(desk(), (tx) => enqueue(tx, job, { n: 1 }));
    await runner([job]).look();
    const other = runner([job]);
    await pass(29_000);
    await other.look();
    expect(runs).toHaveLength(1);
    await pass(2_000);
    await other.look();
    expect(runs.map((run) => run.attempt)).toEqual([1, 2]);
    letGo();
    await expect.poll(states).toEqual(['DONE']);
  });

  it('that kills its process each time counts as failed at last', async () => {
    const { job, runs } = recorder('test:poison', 2);
    await withSite(desk(), (tx) => enqueue(tx, job, { n: 1 }));
    for (let death = 0; death < 2; death++) {
      await runner([job]).look();
      await pass(31_000);
    }
    await runner([job]).look();
    await expect.poll(states).toEqual(['FAILED']);
    expect(runs).toHaveLength(2);
  });

  it('is told when its process stops, and given back as if it had not begun', async () => {
    const { job, runs, letGo } = recorder('test:stop');
    await withSite(desk(), (tx) => enqueue(tx, job, { n: 1 }));
    const one = runner([job]);
    await one.look();
    await one.stop();
    expect(runs[0]?.signal.aborted).toBe(true);
    expect(await rows()).toMatchObject([{ state: 'WAITING', attempts: 0, lease: null }]);
    await runner([job]).look();
    expect(runs.map((run) => run.attempt)).toEqual([1, 1]);
    letGo();
    await expect.poll(states).toEqual(['DONE']);
    expect(faults).toEqual([]);
  });

  it('that another program version knows is left to it', async () => {
    const { job } = recorder('test:later');
    await withSite(desk(), (tx) => enqueue(tx, job, { n: 1 }));
    await runner([recorder('test:other').job]).look();
    expect(await states()).toEqual(['WAITING']);
  });
});

describe('recurring work', () => {
  it('runs once for all processes, then waits for its time', async () => {
    let runs = 0;
    const hourly = defineRecurring({
      name: 'test:hourly',
      label: '每小时',
      everyMs: 3_600_000,
      run: async () => {
        runs += 1;
      },
    });
    const here = [runner([hourly]), runner([hourly])];
    await Promise.all(here.map((one) => one.look()));
    await expect.poll(async () => (await rows())[0]?.finishedAt).toBeInstanceOf(Date);
    await Promise.all(here.map((one) => one.look()));
    expect(runs).toBe(1);
    expect(await rows()).toMatchObject([{ id: 'every:test:hourly', state: 'WAITING', attempts: 0 }]);
    await pass(3_600_001);
    await here[1]?.look();
    await expect.poll(() => runs).toBe(2);
  });

  it('that keeps failing waits for its next time and is never given up', async () => {
    const failing = defineRecurring({
      name: 'test:failing',
      label: '失败',
      everyMs: 60_000,
      run: async () => {
        throw new Error('not now');
      },
    });
    const one = runner([failing]);
    for (let attempt = 0; attempt < 4; attempt++) {
      await one.look();
      await expect.poll(() => faults.length).toBe(attempt + 1);
      await expect.poll(states).toEqual(['WAITING']);
      await pass(600_000);
    }
    expect((await rows())[0]).toMatchObject({ fault: 'not now' });
  });
});

describe('the state of work', () => {
  it('is shown with its progress where it was asked for, and to those above', async () => {
    const { job, runs, letGo } = recorder('test:progress');
    await withSite(desk(), (tx) => enqueue(tx, job, { n: 1 }));
    expect(await findLatestJob(desk(), job)).toMatchObject({ state: 'WAITING', progress: null });
    await runner([job]).look();
    await runs[0]?.progress(3, 10);
    await runs[0]?.progress(4, 10);
    expect(await findLatestJob(desk(), job)).toMatchObject({ state: 'RUNNING', progress: { done: 3, total: 10 } });
    await runs[0]?.progress(10, 10);
    expect(await findLatestJob(desk(), job)).toMatchObject({ progress: { done: 10, total: 10 } });
    expect(await findLatestJob(group().contextAt('west-town', 'office'), job)).toBeUndefined();
    const list = (site: 'east' | 'west') =>
      listJobsAcrossSites(group().context('office'), { roots: [group().site(site).id], sites: [] });
    expect(await list('east')).toMatchObject([{ name: 'test:progress' }]);
    expect(await list('west')).toEqual([]);
    letGo();
    await expect.poll(states).toEqual(['DONE']);
  });

  it('of the group itself is for those who see the root', async () => {
    const { job } = recorder('test:group');
    await withPlatform({ db: group().db }, (tx) => enqueue(tx, job, { n: 1 }));
    const list = (site: 'city' | 'east') =>
      listJobsAcrossSites(group().context('office'), { roots: [group().site(site).id], sites: [] });
    expect(await list('city')).toHaveLength(1);
    expect(await list('east')).toEqual([]);
    expect(await findLatestJob(group().contextAt('city', 'office'), job)).toMatchObject({ siteId: '' });
  });

  it('is forgotten a week after it was done', async () => {
    const { job, letGo } = recorder('test:sweep');
    await withSite(desk(), (tx) => enqueue(tx, job, { n: 1 }));
    await runner([job]).look();
    letGo();
    await expect.poll(states).toEqual(['DONE']);
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    await sweepJobs(group().db, later(6));
    expect(await states()).toEqual(['DONE']);
    await sweepJobs(group().db, later(8));
    expect(await states()).toEqual([]);
  });
});
