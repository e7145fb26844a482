import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { clearStale, processStart, releaseLock, takeLock } from '../src/embedded/lock.server';

const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OWN = { pid: process.pid, startedAt: processStart(process.pid), socket: folder, purpose: 'server' } as const;

/** Looks at a file without pause until told to stop, then tells how often it was whole and how often it was not. */
const WATCHER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readFileSync } = require('node:fs');
  const { file, stop } = workerData;
  const seen = { whole: 0, partial: 0 };
  parentPort.postMessage('watching');
  while (Atomics.load(stop, 0) === 0) {
    let text;
    try { text = readFileSync(file, 'utf8'); } catch { continue; }
    if (text.endsWith('}')) seen.whole += 1; else seen.partial += 1;
  }
  parentPort.postMessage(seen);
`;

describe('a lock', () => {
  it('is never seen without its content', async () => {
    const file = path.join(folder, 'watched.lock');
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const watcher = new Worker(WATCHER, { eval: true, workerData: { file, stop } });
    const next = () => new Promise<unknown>((resolve) => watcher.once('message', resolve));
    await next();
    const told = next();
    for (let i = 0; i < 3_000; i++) {
      expect(takeLock(file, OWN)).toBeUndefined();
      releaseLock(file);
    }
    Atomics.store(stop, 0, 1);
    const seen = (await told) as { whole: number; partial: number };
    expect(seen.partial).toBe(0);
    expect(seen.whole).toBeGreaterThan(0);
  });

  it('that another starter has set since the stale one was judged is put back', () => {
    const file = path.join(folder, 'fresh.lock');
    expect(takeLock(file, OWN)).toBeUndefined();
    clearStale(file, JSON.stringify({ ...OWN, startedAt: 'long ago' }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(OWN);
    expect(takeLock(file, { ...OWN, purpose: 'command' })).toEqual(OWN);
    releaseLock(file);
  });

  it('that is stale is taken over, and nothing is left beside it', () => {
    const file = path.join(folder, 'stale.lock');
    writeFileSync(file, JSON.stringify({ ...OWN, startedAt: 'long ago' }));
    expect(takeLock(file, OWN)).toBeUndefined();
    clearStale(path.join(folder, 'gone.lock'), '');
    releaseLock(file);
    expect(readdirSync(folder)).toEqual([]);
  });
});
