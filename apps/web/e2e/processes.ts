import { type ChildProcess, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { ask } from './ask';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PROGRAMS = {
  server: 'apps/web/build/server/main.js',
  export: 'apps/web/build/server/export.js',
  zhanqun: 'apps/cli/build/zhanqun.js',
};
type Environment = Record<string, string>;

export interface Program {
  process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Resolves when it has printed this; rejects when it ends before. */
  printed(pattern: RegExp): Promise<void>;
  ended: Promise<{ code: number | null; output: string; stdout: string }>;
}

/** Starts a built program with these settings and no others of the machine's. */
export function run(program: keyof typeof PROGRAMS, args: string[], env: Environment): Program {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, PROGRAMS[program]), ...args], {
    cwd: ROOT,
    env: { PATH, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const ended = new Promise<{ code: number | null; output: string; stdout: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, output, stdout }));
  });
  return {
    process: child,
    output: () => output,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => pattern.test(output) && resolve();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        void ended.then(() => reject(new Error(`It ended without printing ${pattern}:\n${output.slice(-2_000)}`)));
        look();
      }),
    ended,
  };
}

/** `zhanqun …` to its end. */
export function zhanqun(args: string[], env: Environment): Program['ended'] {
  return run('zhanqun', args, env).ended;
}

/** What a server that must not start says before it ends with an error. */
export async function refusalToStart(env: Environment): Promise<string> {
  const { code, output } = await run('server', [], env).ended;
  if (code !== 1) throw new Error(`It ended with ${code}:\n${output}`);
  return output.trim();
}

/** Starts a server at this port and waits until it is ready. */
export async function serveAt(port: number, env: Environment): Promise<Program> {
  const server = run('server', [], { PORT: String(port), ...env });
  let hasEnded = false;
  void server.ended.then(() => {
    hasEnded = true;
  });
  for (;;) {
    if (hasEnded) throw new Error(`The server did not start:\n${server.output()}`);
    const isReady = await ask('localhost', '/readyz', { port }).then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (isReady) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export interface Load {
  /** Answers so far. */
  answered(): number;
  /** Ends it. Every answer that was not the expected one, and every request without an answer, as a sentence. */
  stop(): Promise<string[]>;
}

export interface Wanted {
  host: string;
  path: string;
  method?: 'GET' | 'POST';
  status: number;
}

/** Asks for these in turn over open connections, without a pause, until it is stopped. */
export function startLoad(port: number, wanted: Wanted[], connections = 8): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const wrong: string[] = [];
  let answered = 0;
  let isOn = true;
  const one = ({ host, path: at, method = 'GET', status }: Wanted) =>
    new Promise<void>((resolve) => {
      const body = method === 'POST' ? 'x=1' : undefined;
      const headers = { Host: `${host}:${port}`, ...(body ? { 'Content-Length': String(body.length) } : {}) };
      const fault = (what: string) => {
        wrong.push(`${method} ${host}${at}: ${what}`);
        resolve();
      };
      const sent = request({ host: '127.0.0.1', port, path: at, method, headers, agent }, (response) => {
        response.on('data', () => undefined);
        response.once('error', (error) => fault(`cut off, ${error.message}`));
        response.once('end', () => {
          answered += 1;
          if (response.statusCode === status) resolve();
          else fault(`${response.statusCode} after ${answered} answers`);
        });
      });
      sent.once('error', (error) => fault(error.message));
      sent.end(body);
    });
  const loops = Array.from({ length: connections }, async (_, first) => {
    for (let i = first; isOn; i++) {
      const next = wanted[i % wanted.length];
      if (next) await one(next);
    }
  });
  return {
    answered: () => answered,
    async stop() {
      isOn = false;
      await Promise.all(loops);
      agent.destroy();
      return wrong;
    },
  };
}
