import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@zhanqun/testing/free-port';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SHIPPED = path.join(ROOT, 'deploy/nginx');

export interface Nginx {
  port: number;
  pid: number;
  /** What it has said is wrong. */
  errors(): string;
  stop(): Promise<void>;
}

export interface NginxOptions {
  /** Ports of the processes behind it. */
  processes: number[];
  /** `DATA_DIR/pages/current`, or any folder of that form. */
  pages: string;
  port?: number;
}

function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`deploy/nginx has no ${from}`);
  return changed;
}

/** The shipped configuration with what an operator sets: port, processes and the two folders. */
function configured({ processes }: NginxOptions, port: number): string {
  let text = readFileSync(path.join(SHIPPED, 'zhanqun.conf'), 'utf8');
  text = replaced(text, 'listen 80 default_server;', `listen 127.0.0.1:${port} default_server;`);
  text = replaced(
    text,
    /(\s+server 127\.0\.0\.1:300\d max_fails=0;)+/,
    processes.map((process) => `\n  server 127.0.0.1:${process} max_fails=0;`).join(''),
  );
  return replaced(text, '/opt/zhanqun/apps/web/build/client', path.join(ROOT, 'apps/web/build/client'));
}

/** Whether anything takes connections on a port of this machine. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1');
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

/** Starts the machine's nginx, without special rights, on a free port. */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const port = options.port ?? (await freePort());
  const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-nginx-'));
  cpSync(path.join(SHIPPED, 'zhanqun'), path.join(folder, 'zhanqun'), { recursive: true });
  const page = path.join(folder, 'zhanqun/page.conf');
  writeFileSync(page, replaced(readFileSync(page, 'utf8'), '/var/lib/zhanqun/pages/current', options.pages));
  writeFileSync(path.join(folder, 'site.conf'), configured(options, port));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  for (const name of temporary) mkdirSync(path.join(folder, name));
  const errorLog = path.join(folder, 'error.log');
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/nginx.pid; error_log ${errorLog} warn; worker_processes 2;
     ${process.getuid?.() === 0 ? 'user root;' : ''}
     events { worker_connections 1024; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
       ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
       types { text/html html; text/css css; text/javascript js; image/svg+xml svg; font/woff2 woff2; image/webp webp; }
       include site.conf; }`,
  );
  const server: ChildProcess = spawn('nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', errorLog], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  let fault: string | undefined;
  const ended = new Promise<void>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fault =
        error.code === 'ENOENT'
          ? 'These tests need nginx, and it is not on the PATH: apt-get install nginx'
          : `${error}`;
      resolve();
    });
    server.once('close', (code) => {
      fault ??= `nginx ended with ${code}: ${said}`;
      resolve();
    });
  });
  while (!(await listens(port))) {
    if (fault) throw new Error(fault);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    pid: server.pid ?? 0,
    errors: () => readFileSync(errorLog, 'utf8'),
    async stop() {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
