import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listens, startNginx } from '@zhanqun/web/nginx';
import { freePort } from './second-start';

export { startNginx };

export function hasNginx(): boolean {
  return !spawnSync('nginx', ['-v']).error;
}

export interface PlainNginx {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** nginx with nothing but a folder of files to send. */
export async function startPlainNginx(files: string): Promise<PlainNginx> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-nginx-'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  for (const name of temporary) mkdirSync(path.join(folder, name));
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log warn; worker_processes 2;
     ${process.getuid?.() === 0 ? 'user root;' : ''}
     events { worker_connections 1024; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
       ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
       types { text/html html; }
       server { listen 127.0.0.1:${port}; root ${files}; } }`,
  );
  const child: ChildProcess = spawn('nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf')], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error('nginx did not start for the benchmark.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
