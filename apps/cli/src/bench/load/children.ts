import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../paths';
import type { Canned, Job, Load } from './job';

const BUILD = path.join(ROOT, 'apps/cli/build');

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('A process of the benchmark ended before it answered.'));
    child.once('exit', ended);
    child.once('message', (value) => {
      child.off('exit', ended);
      resolve(value as T);
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** A load generator in a process of its own. */
export class Generator {
  private readonly child = fork(path.join(BUILD, 'load-generator.js'));

  async run(job: Job): Promise<Load> {
    const answer = message<{ load?: Load; fault?: string }>(this.child);
    this.child.send(job);
    const { load, fault } = await answer;
    if (!load) throw new Error(fault);
    if (load.refused > 0) throw new Error(`${load.refused} of ${load.answers} answers under load were not 200.`);
    return load;
  }

  stop(): Promise<void> {
    return ended(this.child);
  }
}

export interface Running {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** A bare server that sends these answers in turn. */
export async function startBare(answers: Canned[]): Promise<Running> {
  const child = fork(path.join(BUILD, 'bare-server.js'));
  child.send(answers);
  return { port: await message<number>(child), pid: child.pid ?? 0, stop: () => ended(child) };
}

/** A web process as it runs in service; what it prints is thrown away. Resolves when it is ready. */
export async function startWeb(env: Record<string, string>, port: number): Promise<Running> {
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = spawn(process.execPath, [path.join(ROOT, 'apps/web/build/server/main.js')], {
    cwd: ROOT,
    env: { ...rest, NODE_ENV: 'development', PORT: String(port), ...env },
    stdio: 'ignore',
  });
  const deadline = Date.now() + 120_000;
  for (;;) {
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return { port, pid: child.pid ?? 0, stop: () => ended(child) };
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error('A web process of the benchmark did not start.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Milliseconds of processor time that a process has used; of its first thread alone, where the system tells. */
export function processorTime(pid: number): { all: number; main: number } | undefined {
  if (process.platform !== 'linux') return undefined;
  const tick = ticks();
  const of = (file: string) => {
    const fields = readFileSync(file, 'utf8').split(') ').pop()?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / tick;
  };
  return { all: of(`/proc/${pid}/stat`), main: of(`/proc/${pid}/task/${pid}/stat`) };
}

/** Less than this share of a second is what a process uses that has nothing to do. */
const CALM_SHARE = 0.05;
const LONGEST_WAIT_S = 180;

/** Resolves when a process has done what its start left behind: files to write, its first copy of the database. */
export async function untilCalm(pid: number): Promise<void> {
  for (let second = 0; second < LONGEST_WAIT_S; second += 1) {
    const before = processorTime(pid);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = processorTime(pid);
    if (!before || !after || after.all - before.all < CALM_SHARE * 1_000) return;
  }
  throw new Error(`A process of the benchmark did not come to rest within ${LONGEST_WAIT_S} seconds.`);
}

let ticksPerSecond: number | undefined;
function ticks(): number {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return ticksPerSecond;
}

/** The processes that a process has started itself. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => {
      try {
        return Number(readFileSync(`/proc/${one}/stat`, 'utf8').split(') ').pop()?.split(' ')[1]) === pid;
      } catch {
        return false;
      }
    });
}
