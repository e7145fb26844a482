import { createHash, randomBytes } from 'node:crypto';
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { DomainError } from '@zhanqun/kit';
import type { VariantFormat } from './picture-sizes';

export type Bytes = Uint8Array | AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

function chunksOf(bytes: Bytes): AsyncIterable<Uint8Array> | Uint8Array[] {
  if (bytes instanceof Uint8Array) return [bytes];
  return bytes instanceof ReadableStream ? Readable.fromWeb(bytes as NodeReadableStream<Uint8Array>) : bytes;
}

/** Bytes on disk that are not yet a file of anybody: `keep` or `drop` it. */
export interface Received {
  path: string;
  sha256: string;
  size: number;
}

const DAY_MS = 24 * 3_600_000;
const SHA256 = /^[0-9a-f]{64}$/;
const SITE = /^[0-9a-z]{1,40}$/;

/** A name in a folder outlives a crash once the folder is synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Where the bytes of files are: `<root>/<siteId>/<first two of sha256>/<sha256>`, the same bytes once for each site. */
export class FileStore {
  /** `root` is `<DATA_DIR>/files`. */
  constructor(private readonly root: string) {}

  /** Path of stored bytes; for the door, which sends them. */
  pathOf(siteId: string, sha256: string): string {
    if (!SITE.test(siteId) || !SHA256.test(sha256)) throw new Error('Not the name of stored bytes.');
    return path.join(this.root, siteId, sha256.slice(0, 2), sha256);
  }

  /** Path of a smaller form of a stored picture. */
  variantPathOf(siteId: string, sha256: string, width: number, format: VariantFormat): string {
    return `${this.pathOf(siteId, sha256)}.${width}.${format}`;
  }

  async hasVariant(siteId: string, sha256: string, width: number, format: VariantFormat): Promise<boolean> {
    return (await stat(this.variantPathOf(siteId, sha256, width, format)).catch(() => undefined)) !== undefined;
  }

  /** Puts a form of a picture in its place, whole or not at all. It can be made again. */
  async keepVariant(siteId: string, sha256: string, width: number, format: VariantFormat, bytes: Uint8Array) {
    const received = await this.receive(bytes, bytes.byteLength);
    await rename(received.path, this.variantPathOf(siteId, sha256, width, format));
  }

  /** Writes what arrives to a temporary file. Throws TOO_LARGE as soon as it is more than `maxBytes`. */
  async receive(bytes: Bytes, maxBytes: number): Promise<Received> {
    const folder = path.join(this.root, 'arriving');
    await mkdir(folder, { recursive: true });
    const target = path.join(folder, randomBytes(12).toString('hex'));
    const hash = createHash('sha256');
    let size = 0;
    const handle = await open(target, 'wx', 0o640);
    try {
      for await (const chunk of chunksOf(bytes)) {
        size += chunk.byteLength;
        if (size > maxBytes) {
          throw new DomainError('TOO_LARGE', `文件太大，最大 ${Math.floor(maxBytes / 1024 / 1024)} MB。`);
        }
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } catch (error) {
      await handle.close();
      await rm(target, { force: true });
      throw error;
    }
    await handle.close();
    return { path: target, sha256: hash.digest('hex'), size };
  }

  /** Puts received bytes in their place, where they outlive a crash; the same bytes a second time change nothing. */
  async keep(siteId: string, received: Received): Promise<void> {
    const target = this.pathOf(siteId, received.sha256);
    const folder = path.dirname(target);
    await mkdir(folder, { recursive: true });
    const present = await stat(target).catch(() => undefined);
    if (present?.size === received.size) await this.drop(received);
    else await rename(received.path, target);
    await syncFolder(folder);
  }

  /** The bytes of one site in another site's place too; on one disk they are there once. */
  async copy(fromSiteId: string, toSiteId: string, sha256: string): Promise<void> {
    const source = this.pathOf(fromSiteId, sha256);
    const target = this.pathOf(toSiteId, sha256);
    await mkdir(path.dirname(target), { recursive: true });
    await link(source, target).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      if (error.code === 'ENOENT') throw error;
      await copyFile(source, target);
    });
    await syncFolder(path.dirname(target));
  }

  /** Forgets what was still arriving when a process ended, a day later. */
  async sweep(now: Date): Promise<void> {
    const folder = path.join(this.root, 'arriving');
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      const target = path.join(folder, name);
      const left = await stat(target).catch(() => undefined);
      if (left && now.getTime() - left.mtimeMs > DAY_MS) await rm(target, { force: true });
    }
  }

  async drop(received: Received): Promise<void> {
    await rm(received.path, { force: true });
  }
}
