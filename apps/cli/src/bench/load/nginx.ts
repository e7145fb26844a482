import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Figure } from '../command';
import { inFolder } from '../deployment';
import { hasNginx, startNginx, startPlainNginx } from '../nginx';
import { freePort } from '../second-start';
import { childrenOf, Generator, startWeb, untilCalm } from './children';
import { canned, hostsOf, inTurn, middle, ratios, requestFor } from './published';

/** Published pages sent by nginx from the files, with the shipped configuration, against plain files of the same bytes. */
export async function measureNginx(dataDir: string, migrations: string): Promise<Figure[]> {
  if (!hasNginx()) {
    console.log('  这台机器没有 nginx，没有测量经 nginx 的页面（apt-get install nginx 后再测）');
    return [];
  }
  const hosts = await inFolder(dataDir, migrations, (deployment) => Promise.resolve(hostsOf(deployment).slice(0, 350)));
  const files = mkdtempSync(path.join(tmpdir(), 'zhanqun-plain-'));
  const web = await startWeb({ DATA_DIR: dataDir, LOG_LEVEL: 'error', TRUSTED_PROXIES: 'loopback' }, await freePort());
  const generator = new Generator();
  const nginx = await startNginx({ processes: [web.port], pages: path.join(dataDir, 'pages/current') });
  const plain = await startPlainNginx(files);
  try {
    for (const [index, host] of hosts.entries()) {
      // The first answer is the process's, which writes the file; what counts is what nginx sends of it.
      await canned(web.port, host);
      const { body } = await canned(nginx.port, host);
      writeFileSync(path.join(files, `${index}.html`), Buffer.from(body, 'base64'));
    }
    await untilCalm(web.pid);
    const workers = (pid: number) => () => (process.platform === 'linux' ? childrenOf(pid) : []);
    const [ours, theirs] = await inTurn(generator, [
      { port: nginx.port, pids: workers(nginx.pid), requests: hosts.map((host) => requestFor(host)) },
      {
        port: plain.port,
        pids: workers(plain.pid),
        requests: hosts.map((_, index) => requestFor('localhost', `/${index}.html`)),
      },
    ]);
    if (!ours || !theirs) return [];
    return [
      { name: '经 nginx 的已发布页面：每秒请求数', value: Math.round(middle(ours.rates)), unit: '次' },
      { name: 'nginx 的普通文件，同样大小：每秒请求数', value: Math.round(middle(theirs.rates)), unit: '次' },
      ...ratios('经 nginx 的已发布页面，与普通文件', ours, theirs, 0.95),
    ];
  } finally {
    await Promise.all([generator.stop(), nginx.stop(), plain.stop(), web.stop()]);
    rmSync(files, { recursive: true, force: true });
  }
}
