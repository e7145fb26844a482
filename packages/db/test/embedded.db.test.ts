import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { useTestDatabase } from '@zhanqun/testing/database';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src';

const test = useTestDatabase();
const root = mkdtempSync(path.join(tmpdir(), 'zhanqun-embedded-'));
let children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Writer {
  process: ChildProcess;
  /** The numbers it has told as committed. */
  told: number[];
  /** Resolves at `count` numbers, rejects with what it said when it ends before. */
  wrote(count: number): Promise<void>;
  kill(): Promise<void>;
}

function startWriter(dataDir: string, purpose: 'server' | 'command'): Writer {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'writer.ts'), dataDir, purpose],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  children.push(child);
  const told: number[] = [];
  let rest = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    told.push(...lines.map(Number).filter((n) => Number.isInteger(n)));
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    process: child,
    told,
    wrote: (count) =>
      new Promise((resolve, reject) => {
        const look = () => told.length >= count && resolve();
        child.stdout.on('data', look);
        void ended.then(() => reject(new Error(said)));
        look();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function opened<T>(
  dataDir: string,
  purpose: 'server' | 'command',
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({ dataDir, purpose, poolSize: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function keptRows(database: Database): Promise<number[]> {
  const client = await database.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE NONE');
    const { rows } = await client.query<{ n: number }>('SELECT n FROM kept ORDER BY n');
    return rows.map((row) => row.n);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

describe('a folder of the embedded database', () => {
  it('belongs to one server: a second one is refused with a clear sentence', async () => {
    const dataDir = path.join(root, 'one-server');
    const owner = startWriter(dataDir, 'server');
    await owner.wrote(1);
    await expect(openDatabase({ dataDir, purpose: 'server' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: `数据文件夹 ${dataDir} 已由另一个正在运行的服务（进程 ${owner.process.pid}）使用。请先停止它，或用 DATA_DIR 指定别的文件夹。`,
    });
    await expect(startWriter(dataDir, 'server').wrote(1)).rejects.toThrow('已由另一个正在运行的服务');
  });

  it('is shared by commands: they attach to the server that runs and leave it running', async () => {
    const dataDir = path.join(root, 'attach');
    const owner = startWriter(dataDir, 'server');
    await owner.wrote(1);
    const first = await opened(dataDir, 'command', keptRows);
    expect(first).toContain(1);
    const command = startWriter(dataDir, 'command');
    await command.wrote(5);
    expect(await opened(dataDir, 'command', keptRows)).toEqual(expect.arrayContaining(command.told));
    await command.kill();
    await owner.wrote(owner.told.length + 5);
  });

  it('that a command has opened is lent to other commands, and not to a server', async () => {
    const dataDir = path.join(root, 'command-owner');
    const owner = startWriter(dataDir, 'command');
    await owner.wrote(1);
    expect(await opened(dataDir, 'command', keptRows)).toContain(1);
    await expect(openDatabase({ dataDir, purpose: 'server' })).rejects.toMatchObject({
      code: 'BUSY',
      message: expect.stringContaining('请等它结束后再启动'),
    });
  });

  it('whose owner has died is opened again: its lock is cleared, also when its number lives on elsewhere', async () => {
    const dataDir = path.join(root, 'dead');
    const owner = startWriter(dataDir, 'server');
    await owner.wrote(1);
    const lock = path.join(dataDir, 'database.lock');
    expect(statSync(lock).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    await owner.kill();
    expect(existsSync(lock)).toBe(true);
    expect(await opened(dataDir, 'server', keptRows)).toContain(1);
    expect(existsSync(lock)).toBe(false);
    // The number is alive, but it is another process than the one that wrote the lock.
    const record = { pid: process.ppid, startedAt: '1', socket: path.join(dataDir, 'run'), purpose: 'server' };
    writeFileSync(lock, JSON.stringify(record));
    expect(await opened(dataDir, 'server', keptRows)).toContain(1);
    writeFileSync(lock, '{"pid":');
    expect(await opened(dataDir, 'server', keptRows)).toContain(1);
  });

  it('loses no row that was acknowledged, however often its owner is killed while writing', async () => {
    const dataDir = path.join(root, 'killed');
    const told: number[] = [];
    for (let round = 0; round < 5; round++) {
      const writer = startWriter(dataDir, 'server');
      await writer.wrote(20 + round * 7);
      await writer.kill();
      told.push(...writer.told);
    }
    const kept = await opened(dataDir, 'server', keptRows);
    expect(told.length).toBeGreaterThan(150);
    expect(kept).toEqual(expect.arrayContaining(told));
    expect(new Set(kept).size).toBe(kept.length);
  });
});

describe('a process whose embedded database has died', () => {
  it('says so in one line and ends with 1, and the folder is free for its successor', async () => {
    const dataDir = path.join(root, 'worker-died');
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'dying.ts'), dataDir], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.push(child);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(said).toBe('The embedded database failed: it ended with code 1\n');
    expect(existsSync(path.join(dataDir, 'database.lock'))).toBe(false);
  });
});

describe('the database of this run', () => {
  it('is in the data folder only when no address is given', () => {
    const { dataDir, url, database } = test();
    expect(database.kind).toBe(url ? 'postgres' : 'embedded');
    expect(existsSync(path.join(dataDir, 'database.lock'))).toBe(!url);
    if (!url) expect(JSON.parse(readFileSync(path.join(dataDir, 'database.lock'), 'utf8')).pid).toBe(process.pid);
  });
});
