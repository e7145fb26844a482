import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { DomainError } from '@zhanqun/kit';

export interface LockRecord {
  pid: number;
  /** Start time of that process where the system tells it, so that a reused number is not taken for the owner. */
  startedAt: string;
  socket: string;
  purpose: 'server' | 'command';
}

export function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

export function isAlive(record: LockRecord): boolean {
  try {
    process.kill(record.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const start = processStart(record.pid);
  return start === '' || record.startedAt === '' || start === record.startedAt;
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function recordIn(content: string): LockRecord | undefined {
  try {
    return JSON.parse(content) as LockRecord;
  } catch {
    return undefined;
  }
}

function besides(file: string): string {
  return `${file}.${process.pid}-${randomBytes(6).toString('hex')}`;
}

/** False when the name is taken. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** The file appears with its whole content or not at all: a reader never takes half a record for a stale lock. */
function place(file: string, content: string): boolean {
  const draft = besides(file);
  try {
    writeFileSync(draft, content, { flag: 'wx', mode: 0o600 });
    return linked(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock that was judged stale by this content; the one another starter has set since is put back. */
export function clearStale(file: string, judged: string): void {
  const aside = besides(file);
  try {
    renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (contentOf(aside) !== judged) linked(aside, file);
  rmSync(aside, { force: true });
}

/** Takes the folder for this process, or tells who has it. A lock of a dead process is cleared. */
export function takeLock(file: string, record: LockRecord): LockRecord | undefined {
  for (let attempt = 0; attempt < 5; attempt++) {
    if (place(file, JSON.stringify(record))) return undefined;
    const content = contentOf(file);
    if (content === undefined) continue;
    const holder = recordIn(content);
    if (holder && isAlive(holder)) return holder;
    clearStale(file, content);
  }
  throw new DomainError('BUSY', `数据文件夹的锁 ${file} 正被争用，请稍后再试。`);
}

/** Gives the folder up when it is this process that has it. */
export function releaseLock(file: string): void {
  const content = contentOf(file);
  if (content !== undefined && recordIn(content)?.pid === process.pid) rmSync(file, { force: true });
}
