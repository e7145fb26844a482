import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, unlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '@zhanqun/kit';
import { roleName } from '../roles';
import { isAlive, type LockRecord, processStart, releaseLock, takeLock } from './lock.server';

export const EMBEDDED_DATABASE = 'postgres';
/** Room for the server's pool and a few command-line tools at the same time. */
const MAX_CONNECTIONS = 48;
/** A socket's path must fit in sun_path (108 bytes on Linux, 104 on macOS). */
const MAX_SOCKET_PATH = 100;

export interface EmbeddedDatabase {
  socketDir: string;
  /** Where its files are. */
  folder: string;
  /** False when another process owns the folder and this one only attached to it. */
  isOwner: boolean;
  stop(): Promise<void>;
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}

function socketDirFor(dataDir: string): string {
  const inside = path.join(dataDir, 'run');
  if (path.join(inside, '.s.PGSQL.5432').length <= MAX_SOCKET_PATH) return inside;
  return path.join(tmpdir(), `zhanqun-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`);
}

function filesOf(root: string): string {
  return path.join(root, 'database');
}

async function waitForOwner(file: string, holder: LockRecord): Promise<boolean> {
  const deadline = Date.now() + 15_000;
  const socketFile = path.join(holder.socket, '.s.PGSQL.5432');
  while (Date.now() < deadline && existsSync(file) && isAlive(holder)) {
    if (await answers(socketFile)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/**
 * Opens the embedded database in `dataDir`, or attaches to the process that owns it.
 * A second server is refused with a sentence; a command attaches.
 */
export async function openEmbedded(dataDir: string, purpose: 'server' | 'command'): Promise<EmbeddedDatabase> {
  const root = path.resolve(dataDir);
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const lockFile = path.join(root, 'database.lock');
  const socketDir = socketDirFor(root);
  const record: LockRecord = { pid: process.pid, startedAt: processStart(process.pid), socket: socketDir, purpose };

  for (let attempt = 0; attempt < 3; attempt++) {
    const holder = takeLock(lockFile, record);
    if (!holder) return startWorker(root, socketDir, lockFile);
    if (purpose === 'server' && holder.purpose === 'server') {
      throw new DomainError(
        'CONFLICT',
        `数据文件夹 ${root} 已由另一个正在运行的服务（进程 ${holder.pid}）使用。请先停止它，或用 DATA_DIR 指定别的文件夹。`,
      );
    }
    if (purpose === 'server') {
      throw new DomainError('BUSY', `数据文件夹 ${root} 正由一个命令（进程 ${holder.pid}）使用，请等它结束后再启动。`);
    }
    if (await waitForOwner(lockFile, holder)) {
      return { socketDir: holder.socket, folder: filesOf(root), isOwner: false, stop: async () => undefined };
    }
  }
  throw new DomainError('BUSY', `无法打开数据文件夹 ${root}：占用它的进程没有应答。`);
}

async function startWorker(root: string, socketDir: string, lockFile: string): Promise<EmbeddedDatabase> {
  mkdirSync(socketDir, { recursive: true, mode: 0o700 });
  chmodSync(socketDir, 0o700);
  const socketPath = path.join(socketDir, '.s.PGSQL.5432');
  if (existsSync(socketPath)) unlinkSync(socketPath);
  const worker = new Worker(createRequire(import.meta.url).resolve('@zhanqun/db/embedded-worker'), {
    workerData: {
      dataDir: filesOf(root),
      socketPath,
      restRole: roleName(EMBEDDED_DATABASE, 'rest'),
      maxConnections: MAX_CONNECTIONS,
    },
    execArgv: [],
  });
  const release = () => releaseLock(lockFile);
  process.once('exit', release);
  try {
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The embedded database ended at start with code ${code}.`)));
    });
  } catch (error) {
    release();
    throw error;
  }
  worker.removeAllListeners();
  let isStopping = false;
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      if (!isStopping) endWithout(`it ended with code ${code}`);
      resolve();
    });
  });
  worker.on('error', (error) => {
    if (!isStopping) endWithout(error.message);
  });
  const stop = async () => {
    if (!isStopping) {
      isStopping = true;
      worker.postMessage('stop');
    }
    await exited;
    release();
    process.off('exit', release);
  };
  return { socketDir, folder: filesOf(root), isOwner: true, stop };
}

/** Nothing here can be answered without the database: the process ends, which releases the lock for its successor. */
function endWithout(reason: string): never {
  process.stderr.write(`The embedded database failed: ${reason.split('\n', 1)[0]}\n`);
  process.exit(1);
}
