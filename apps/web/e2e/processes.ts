import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PROGRAMS = { server: 'apps/web/build/server/main.js', zhanqun: 'apps/cli/build/zhanqun.js' };
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
