import { Agent, request } from 'node:http';
import path from 'node:path';
import type { Deployment } from '@zhanqun/deployment/server';
import { operatorContext } from '@zhanqun/deployment/server';
import { atSite } from '@zhanqun/tenancy/server';
import type { Figure } from './command';
import { inFolder } from './deployment';
import { type Running, startWeb } from './load/children';
import { hostsOf } from './load/published';
import { hasNginx, startNginx } from './nginx';
import { publishPortalNotice } from './rendered';
import { freePort } from './second-start';

const NOTICES = 3;
/** Visitors at each way to the pages. */
const VISITORS = 6;
/** They look at least this long after the commit, milliseconds; from `LIMIT_MS` on none may see what was before. */
const LOOK_MS = 5_000;
/** And until each home page was seen with the new content, but no longer than this. */
const MOST_MS = 60_000;
const LIMIT_MS = 1_000;
/** Each waits this long between two looks, so that the processes have time to renew what they show. */
const PAUSE_MS = 5;

interface Door {
  name: string;
  port: number;
}

interface Seen {
  /** Begun a second or more after the commit. */
  late: number;
  /** Of these, answered with what was before. */
  lateOld: number;
  /** When the last look began that was answered with what was before, milliseconds after the commit. */
  lastOld: number;
  /** Until every home page had been seen with the new content. */
  allNew: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function look(port: number, host: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, agent, headers: { Host: host } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    call.on('error', reject);
    call.end();
  });
}

/** Looks at all home pages in turn until the time is over and all were seen anew; every answer is a page. */
async function watch({ port }: Door, hosts: string[], title: string, commit: Promise<number>): Promise<Seen> {
  const seen: Seen = { late: 0, lateOld: 0, lastOld: 0, allNew: 0 };
  const old = new Set(hosts);
  let next = 0;
  let committedAt = Number.POSITIVE_INFINITY;
  void commit.then((at) => {
    committedAt = at;
  });
  const visitor = async () => {
    const isOver = () => {
      const since = performance.now() - committedAt;
      return since > MOST_MS || (since > LOOK_MS && old.size === 0);
    };
    while (!isOver()) {
      const host = hosts[next++ % hosts.length] ?? '';
      const began = performance.now();
      const { status, text } = await look(port, host);
      // A machine that has more to do than it can may say so; it must not show what was before.
      if (status !== 200 && status !== 503) throw new Error(`${host} answered ${status}.`);
      const since = began - committedAt;
      if (since > 0 && status === 200) {
        const isOld = !text.includes(title);
        if (since >= LIMIT_MS) seen.late += 1;
        if (since >= LIMIT_MS && isOld) seen.lateOld += 1;
        if (isOld) seen.lastOld = Math.max(seen.lastOld, since);
        else if (old.delete(host) && old.size === 0) seen.allNew = performance.now() - committedAt;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  await Promise.all(Array.from({ length: VISITORS }, visitor));
  if (old.size > 0) throw new Error(`${old.size} home pages were not seen with the new content.`);
  return seen;
}

/** The home pages that show the newest notices of the portal: asked for once, so that they are kept. */
async function hostsWith(title: string, port: number, deployment: Deployment): Promise<string[]> {
  const found: string[] = [];
  for (const host of hostsOf(deployment)) {
    const { text } = await look(port, host);
    if (text.includes(title)) found.push(host);
  }
  return found;
}

async function measureNotice(deployment: Deployment, doors: Door[], hosts: string[], number: number): Promise<Seen[]> {
  const portal = deployment.directory.root();
  if (!portal) throw new Error('The benchmark found no portal.');
  const title = `关于第 ${number} 次可见时间测量的通知`;
  let tell: (at: number) => void = () => undefined;
  const commit = new Promise<number>((resolve) => {
    tell = resolve;
  });
  const watching = Promise.all(doors.map((door) => watch(door, hosts, title, commit)));
  // As the processes see it: another process writes and commits.
  await publishPortalNotice(atSite({ ...operatorContext(deployment), now: new Date() }, portal), title);
  tell(performance.now());
  return watching;
}

/** From the commit of one notice of the portal to all home pages that show it, on two processes and through nginx. */
export async function measureVisible(dataDir: string, migrations: string, url: string): Promise<Figure[]> {
  return inFolder(
    dataDir,
    migrations,
    async (deployment) => {
      const webs: Running[] = [];
      const env = { DATABASE_URL: url, DATA_DIR: dataDir, LOG_LEVEL: 'error', TRUSTED_PROXIES: 'loopback' };
      for (let i = 0; i < 2; i += 1) webs.push(await startWeb(env, await freePort()));
      const ports = webs.map(({ port }) => port);
      const nginx = hasNginx()
        ? await startNginx({ processes: ports, pages: path.join(dataDir, 'pages/current') })
        : undefined;
      try {
        const doors = [
          ...ports.map((port, index) => ({ name: `进程 ${index + 1}`, port })),
          ...(nginx ? [{ name: 'nginx 的文件', port: nginx.port }] : []),
        ];
        const first = '关于可见时间测量的第一个通知';
        const portal = deployment.directory.root();
        if (!portal) throw new Error('The benchmark found no portal.');
        await publishPortalNotice(atSite({ ...operatorContext(deployment), now: new Date() }, portal), first);
        await new Promise((resolve) => setTimeout(resolve, LIMIT_MS));
        const hosts = await hostsWith(first, ports[0] ?? 0, deployment);
        const all: Seen[][] = doors.map(() => []);
        for (let number = 1; number <= NOTICES; number += 1) {
          const seen = await measureNotice(deployment, doors, hosts, number);
          for (const [index, one] of seen.entries()) all[index]?.push(one);
        }
        const most = (index: number, of: (seen: Seen) => number) => Math.max(...(all[index] ?? []).map(of));
        return [
          { name: '显示同一门户通知的首页', value: hosts.length, unit: '页' },
          ...doors.flatMap(({ name }, index): Figure[] => [
            {
              name: `${name}：提交后最后一次旧内容`,
              value: most(index, (seen) => seen.lastOld),
              unit: '毫秒',
              limit: LIMIT_MS,
            },
            {
              name: `${name}：提交一秒后的 ${(all[index] ?? []).reduce((sum, seen) => sum + seen.late, 0)} 次请求中的旧内容`,
              value: (all[index] ?? []).reduce((sum, seen) => sum + seen.lateOld, 0),
              unit: '次',
              limit: 0,
            },
            { name: `${name}：全部首页都见到新内容`, value: most(index, (seen) => seen.allNew), unit: '毫秒' },
          ]),
        ];
      } finally {
        await nginx?.stop();
        await Promise.all(webs.map((web) => web.stop()));
      }
    },
    url,
  );
}
