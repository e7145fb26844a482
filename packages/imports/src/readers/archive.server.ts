import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { refusedSource } from './refused';

const MAX_ENTRIES = 50_000;
/** All that an archive holds, unpacked. */
const MAX_UNPACKED_BYTES = 4 * 1024 * 1024 * 1024;
/** Texts and pictures of an office never pack like this; bombs do. */
const MAX_RATIO = 200;
const SMALL = 10 * 1024 * 1024;

/** The files of a source: of a ZIP, or the one that was given. Paths have slashes and no dots. */
export interface SourceFiles {
  paths: string[];
  sizeOf(path: string): number;
  /** Throws INVALID when it is more than `maxBytes`. */
  read(path: string, maxBytes: number): Promise<Buffer>;
  stream(path: string): Promise<Readable>;
  close(): void;
}

/** Whether the file says of itself that it is an archive. */
async function isZip(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.readUInt32LE(0) === 0x04034b50;
  } finally {
    await handle.close();
  }
}

/**
 * Opens what was given under this name. Throws INVALID for archives with a password, with paths that lead out of them,
 * or that unpack to what no office has.
 */
export async function openSource(file: string, name: string): Promise<SourceFiles> {
  const isArchive = /\.zip$/i.test(name);
  if (isArchive && !(await isZip(file))) throw refusedSource('这个文件不是 ZIP 压缩包，请重新压缩后再传。');
  return isArchive ? openZip(file) : single(file, name);
}

async function single(file: string, name: string): Promise<SourceFiles> {
  const { size } = await stat(file);
  return {
    paths: [name],
    sizeOf: () => size,
    read: async (_path, maxBytes) => readAll(createReadStream(file), name, maxBytes),
    stream: async () => createReadStream(file),
    close: () => undefined,
  };
}

async function readAll(stream: Readable, name: string, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      stream.destroy();
      throw refusedSource(`“${name.slice(0, 60)}”超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，不能迁入。`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Archives made on Chinese machines carry GBK names without saying so. */
function nameOf(raw: Buffer): string {
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    name = new TextDecoder('gb18030').decode(raw);
  }
  return name.replaceAll('\\', '/').normalize('NFC');
}

const leadsOut = (name: string) =>
  name.startsWith('/') || /^[a-z]:/i.test(name) || name.includes('\0') || name.split('/').includes('..');

async function openZip(file: string): Promise<SourceFiles> {
  const zip = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(file, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
  }).catch((cause: unknown) => {
    throw refusedSource('压缩包不完整或已损坏，请重新压缩后再传。', { cause });
  });
  const entries = await entriesOf(zip).catch((error: unknown) => {
    zip.close();
    throw error;
  });
  const found = (path: string): yauzl.Entry => {
    const entry = entries.get(path);
    if (!entry) throw refusedSource(`压缩包里没有“${path.slice(0, 60)}”。`);
    return entry;
  };
  const stream = (path: string) => promisify<yauzl.Entry, Readable>(zip.openReadStream.bind(zip) as never)(found(path));
  return {
    paths: [...entries.keys()],
    sizeOf: (path) => entries.get(path)?.uncompressedSize ?? 0,
    read: async (path, maxBytes) => readAll(await stream(path), path, maxBytes),
    stream,
    close: () => zip.close(),
  };
}

function entriesOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  let unpacked = 0;
  return new Promise((resolve, reject) => {
    zip.on('error', (cause) => reject(refusedSource('压缩包不完整或已损坏，请重新压缩后再传。', { cause })));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: yauzl.Entry) => {
      const name = nameOf(entry.fileName as unknown as Buffer);
      unpacked += entry.uncompressedSize;
      const reason = reasonAgainst(entry, name, entries.size, unpacked);
      if (reason) return reject(refusedSource(reason));
      // What an archiver of another system adds for itself.
      if (!name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.|thumbs\.db$)/i.test(name)) entries.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function reasonAgainst(entry: yauzl.Entry, name: string, count: number, unpacked: number): string | undefined {
  if (count >= MAX_ENTRIES) return `压缩包里的文件超过 ${MAX_ENTRIES} 个，请分几次迁入。`;
  if (entry.isEncrypted()) return '压缩包有密码，请去掉密码重新压缩。';
  if (leadsOut(name)) return `压缩包里有不正常的路径“${name.slice(0, 60)}”，没有打开。`;
  if (unpacked > MAX_UNPACKED_BYTES) return '压缩包展开后超过 4 GB，请分几次迁入。';
  if (entry.uncompressedSize > SMALL && entry.uncompressedSize > entry.compressedSize * MAX_RATIO) {
    return `压缩包里的“${name.slice(0, 60)}”展开后大得不正常，没有打开。`;
  }
  return undefined;
}
