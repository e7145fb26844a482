import { request } from 'node:http';
import type { Deployment } from '@zhanqun/deployment/server';
import type { Figure } from '../command';
import { inFolder } from '../deployment';
import { freePort } from '../second-start';
import { Generator, processorTime, type Running, startBare, startWeb, untilCalm } from './children';
import type { Canned, Load } from './job';

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 32;
const LATENCY_SECONDS = 5;
const MOST_TRIES = 3;

const ACCEPTED = 'gzip, deflate, br, zstd';
const BROWSER = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** What a browser sends for a home page. */
export function requestFor(host: string, path = '/'): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: keep-alive\r\nUser-Agent: ${BROWSER}\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Encoding: ${ACCEPTED}\r\nAccept-Language: zh-CN,zh;q=0.9\r\n\r\n`;
}

/** Hosts of all sites whose home page stands at the top of one. */
export function hostsOf({ directory }: Deployment): string[] {
  return directory
    .all()
    .filter((site) => site.state === 'ONLINE' && directory.placeOf(site).base === '')
    .map((site) => directory.placeOf(site).host);
}

/** Headers that Node writes itself. */
const OWN = /^(date|connection|keep-alive)$/i;

/** The answer of a server with all its headers, for one that shall send the same. Asks again of a busy one. */
export async function canned(port: number, host: string): Promise<Canned> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask(port, host);
    if (typeof answer !== 'number') return answer;
    if (answer !== 503 || tries === MOST_TRIES) throw new Error(`${host} answered ${answer}.`);
  }
}

function ask(port: number, host: string): Promise<Canned | number> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, headers: { Host: host, 'Accept-Encoding': ACCEPTED } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          if (answer.statusCode !== 200) return resolve(answer.statusCode ?? 0);
          const headers: string[] = [];
          for (let i = 0; i < answer.rawHeaders.length; i += 2) {
            const [name = '', value = ''] = answer.rawHeaders.slice(i, i + 2);
            if (!OWN.test(name)) headers.push(name, value);
          }
          resolve({ headers, body: Buffer.concat(chunks).toString('base64') });
        });
      },
    );
    call.on('error', reject);
    call.end();
  });
}

export function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

interface Side {
  rates: number[];
  /** Microseconds of processor time for each answer. */
  costs: number[];
  bytes: number;
}

/** Rounds of each in turn, so that whatever else the machine does falls on all alike. */
export async function inTurn(
  generator: Generator,
  sides: { port: number; pids: () => number[]; requests: string[] }[],
): Promise<Side[]> {
  const found: Side[] = sides.map(() => ({ rates: [], costs: [], bytes: 0 }));
  const used = (pids: number[]) => pids.reduce((sum, pid) => sum + (processorTime(pid)?.all ?? Number.NaN), 0);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { port, pids, requests }] of sides.entries()) {
      const before = used(pids());
      const load = await generator.run({ port, requests, connections: CONNECTIONS, seconds: round ? SECONDS : 1 });
      const side = found[index];
      // The first round warms up.
      if (!side || round === 0) continue;
      side.rates.push(load.answers / load.seconds);
      side.costs.push(((used(pids()) - before) * 1000) / load.answers);
      side.bytes = load.bytes / load.answers;
    }
  }
  return found;
}

function costs(name: string, side: Side): Figure[] {
  const value = middle(side.costs);
  return Number.isNaN(value) ? [] : [{ name: `${name}：每次请求的处理器时间`, value, unit: '微秒' }];
}

/** The ratio by requests a second, and by processor time, which says the same where the generator takes a share. */
export function ratios(name: string, ours: Side, peer: Side, floor: number): Figure[] {
  const share = middle(ours.rates.map((rate, round) => rate / (peer.rates[round] ?? Number.NaN)));
  const cost = middle(ours.costs.map((one, round) => (peer.costs[round] ?? Number.NaN) / one));
  return [
    { name: `${name}：每秒请求数之比`, value: share, unit: '倍', floor },
    ...(Number.isNaN(cost) ? [] : [{ name: `${name}：处理器时间之比`, value: cost, unit: '倍' }]),
  ];
}

interface Setting {
  name: string;
  logLevel: string;
  floor: number;
  hasLatency: boolean;
}

const SETTINGS: Setting[] = [
  { name: '已发布页面，不记访问日志', logLevel: 'error', floor: 0.9, hasLatency: true },
  { name: '已发布页面，记访问日志', logLevel: 'info', floor: 0.6, hasLatency: false },
];

async function measureSetting(dataDir: string, hosts: string[], setting: Setting): Promise<Figure[]> {
  const { name, logLevel, floor, hasLatency } = setting;
  const web = await startWeb({ DATA_DIR: dataDir, LOG_LEVEL: logLevel }, await freePort());
  const generator = new Generator();
  let bare: Running | undefined;
  try {
    // The first answer may have been rendered, and then carries headers of its own.
    for (const host of hosts) await canned(web.port, host);
    const answers: Canned[] = [];
    for (const host of hosts) answers.push(await canned(web.port, host));
    bare = await startBare(answers);
    await untilCalm(web.pid);
    const requests = hosts.map((host) => requestFor(host));
    const peer = bare;
    const sides = [web, peer].map(({ port, pid }) => ({ port, pids: () => [pid], requests }));
    const [ours, theirs] = await inTurn(generator, sides);
    if (!ours || !theirs) return [];
    const figures: Figure[] = [
      {
        name: `${name}：每秒请求数（${hosts.length} 个站点的首页）`,
        value: Math.round(middle(ours.rates)),
        unit: '次',
      },
      ...costs(name, ours),
      { name: '同样的字节和响应头由 node:http 直接发送', value: Math.round(middle(theirs.rates)), unit: '次' },
      ...costs('node:http', theirs),
      ...ratios(`${name}，与 node:http`, ours, theirs, floor),
    ];
    if (!hasLatency) return figures;
    const rate = middle(ours.rates) / 2;
    const job = { requests, connections: 64, seconds: LATENCY_SECONDS, rate };
    const calm: Load = await generator.run({ ...job, port: web.port });
    const peerCalm: Load = await generator.run({ ...job, port: peer.port });
    return [
      ...figures,
      { name: `${name}：一半负荷（每秒 ${Math.round(rate)} 次）时的中位`, value: calm.p50, unit: '毫秒' },
      { name: `${name}：一半负荷时的 p99`, value: calm.p99, unit: '毫秒', limit: 10 },
      { name: '同样负荷的 node:http 的 p99', value: peerCalm.p99, unit: '毫秒' },
    ];
  } finally {
    await Promise.all([generator.stop(), web.stop(), bare?.stop()]);
  }
}

/** Published pages against a bare server that sends the same bytes and headers. */
export async function measurePublished(dataDir: string, migrations: string): Promise<Figure[]> {
  const hosts = await inFolder(dataDir, migrations, (deployment) => Promise.resolve(hostsOf(deployment).slice(0, 350)));
  const figures: Figure[] = [];
  for (const setting of SETTINGS) figures.push(...(await measureSetting(dataDir, hosts, setting)));
  return figures;
}
