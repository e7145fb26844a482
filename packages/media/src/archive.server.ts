import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { isDomainError } from '@zhanqun/kit';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { MACRO_SENTENCE, refused } from './refused';
import { ByteSearch } from './scan.server';

const open = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

/** What is inside may not take more once unpacked, bytes. */
export const MAX_UNPACKED_BYTES = 500 * 1024 * 1024;
/** An entry larger than this may not be more than `MAX_RATIO` times its packed size, bytes. */
const RATIO_FROM_BYTES = 10 * 1024 * 1024;
export const MAX_RATIO = 200;
export const MAX_ENTRIES = 10_000;

const STORED_OR_DEFLATED = [0, 8];
const UNIX_LINK = 0o120000;
const PROGRAM = /\.(exe|dll|com|bat|cmd|ps1|vbs?|vbe|jse?|wsf|wsh|scr|msi|lnk|hta|jar|sh|apk|reg|cpl)$/i;
const MACRO_FILE = /\.(doc|xls|ppt|dot|xlt|pot)m$|(^|\/)vba(project\.bin|data\.xml)$/i;
/** Files inside that may hold macros themselves; running text is none. */
const MAY_HOLD_MACROS = /\.(bin|zip|do[ct]x?|xl[st]x?|pp[ts]x?|pot|wps|et|dps)$/i;
const MACRO_MARKS = [Buffer.from('_VBA_PROJECT', 'utf16le'), Buffer.from('vbaProject.bin')];

const TOO_LARGE = `压缩包解开后太大，不能上传。解开后最多 ${MAX_UNPACKED_BYTES / 1024 / 1024} MB，请分成几个文件。`;
const BROKEN = '压缩包已损坏或内容与目录不一致，无法读取，请重新打包后上传。';

/** The name as its bytes say; what is looked for in it is ASCII, so that names in GB 18030 need no decoding. */
function nameOf(entry: Entry): string {
  return Buffer.from(entry.fileName as unknown as Uint8Array).toString('latin1');
}

function refusalOfName(name: string): string | undefined {
  const parts = name.split(/[\\/]/);
  if (/^[\\/]|^[a-z]:/i.test(name) || parts.includes('..') || name.includes('\0')) {
    return '压缩包里有文件会解到别的文件夹里去，不能上传。请重新打包。';
  }
  if (MACRO_FILE.test(name)) return MACRO_SENTENCE;
  if (PROGRAM.test(name)) return '压缩包里有程序或脚本，不能上传。请去掉后重新打包。';
  return undefined;
}

function refusalOf(entry: Entry): string | undefined {
  if ((entry.externalFileAttributes >>> 16) % 0o200000 >= UNIX_LINK) {
    return '压缩包里有指向别处的链接，不能上传。请重新打包。';
  }
  if (entry.isEncrypted()) return '压缩包或文档加了密码，公众打不开，也无法检查。请去掉密码后上传。';
  if (!STORED_OR_DEFLATED.includes(entry.compressionMethod)) {
    return '压缩包用了少见的压缩方式，公众可能打不开。请用普通的 zip 格式重新打包。';
  }
  if (entry.uncompressedSize > RATIO_FROM_BYTES && entry.uncompressedSize > entry.compressedSize * MAX_RATIO) {
    return TOO_LARGE;
  }
  return refusalOfName(nameOf(entry));
}

async function readDirectory(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.once('error', reject).once('end', resolve);
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  return entries;
}

/** Unpacks an entry and lets it go: its size may be a lie. */
async function tryEntry(zip: ZipFile, entry: Entry): Promise<void> {
  const marks = MAY_HOLD_MACROS.test(nameOf(entry)) ? new ByteSearch(MACRO_MARKS) : undefined;
  const stream = await promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip))(entry);
  for await (const chunk of stream) marks?.take(chunk as Buffer);
  if (marks?.found) throw refused(MACRO_SENTENCE);
}

/**
 * Looks into a ZIP, office files included, without holding it in memory. Throws INVALID for paths that lead elsewhere,
 * links, programs, macros, passwords, sizes that are absurd or a lie, and for what does not begin and end as a ZIP.
 */
export async function inspectArchive(path: string, size: number): Promise<void> {
  const zip = await open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }).catch(() => undefined);
  if (!zip) throw refused(BROKEN);
  try {
    if (zip.entryCount > MAX_ENTRIES) throw refused(`压缩包里的文件太多，最多 ${MAX_ENTRIES} 个，请分成几个。`);
    const entries = await readDirectory(zip).catch(() => undefined);
    if (!entries) throw refused(BROKEN);
    for (const entry of entries) {
      const refusal = refusalOf(entry);
      if (refusal) throw refused(refusal);
    }
    const sum = (of: (entry: Entry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
    // More packed bytes than there are: entries share the same bytes, as in archives that unpack without end.
    if (sum((entry) => entry.uncompressedSize) > MAX_UNPACKED_BYTES || sum((entry) => entry.compressedSize) > size) {
      throw refused(TOO_LARGE);
    }
    for (const entry of entries) {
      await tryEntry(zip, entry).catch((error: unknown) => {
        throw isDomainError(error) ? error : refused(BROKEN);
      });
    }
  } finally {
    zip.close();
  }
}

const END = Buffer.from('PK\x05\x06', 'latin1');
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_END = END_LENGTH + 0xffff;

/** Whether a file that is something else ends as a ZIP too, so that another program would unpack it. */
export async function endsAsArchive(handle: FileHandle, size: number): Promise<boolean> {
  const tail = Buffer.alloc(Math.min(size, LONGEST_END));
  await handle.read(tail, 0, tail.length, size - tail.length);
  for (let at = tail.lastIndexOf(END); at >= 0; at = at > 0 ? tail.lastIndexOf(END, at - 1) : -1) {
    if (at + END_LENGTH > tail.length) continue;
    const directoryAt = size - tail.length + at - tail.readUInt32LE(at + 12);
    if (directoryAt < 0) continue;
    const signature = Buffer.alloc(4);
    await handle.read(signature, 0, 4, directoryAt);
    if (signature.readUInt32LE(0) === DIRECTORY_ENTRY) return true;
  }
  return false;
}
