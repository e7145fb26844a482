import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { DomainError } from '@zhanqun/kit';
import { fileTypeFromFile } from 'file-type';
import sharp, { type Metadata } from 'sharp';
import { endsAsArchive, inspectArchive } from './archive.server';
import { MACRO_SENTENCE, refused } from './refused';
import { fileHolds } from './scan.server';
import { ALLOWED_FILES_TEXT, MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS } from './schema';

export interface Inspected {
  mime: string;
  /** Names of this type may end so; the first is put when a name ends otherwise. */
  extensions: string[];
  width?: number;
  height?: number;
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const BY_CONTENT: Record<string, string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'application/pdf': ['pdf'],
  [`${OOXML}.wordprocessingml.document`]: ['docx', 'wps'],
  [`${OOXML}.spreadsheetml.sheet`]: ['xlsx', 'et'],
  [`${OOXML}.presentationml.presentation`]: ['pptx'],
  'application/zip': ['zip'],
  'audio/mpeg': ['mp3'],
  'video/mp4': ['mp4'],
};

/** Office files of the old kind share one container; the name says which of them it is. */
const COMPOUND: Record<string, string> = {
  doc: 'application/msword',
  wps: 'application/vnd.ms-works',
  xls: 'application/vnd.ms-excel',
  et: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};
const COMPOUND_MACROS = [Buffer.from('_VBA_PROJECT', 'utf16le')];

const PLAIN: Record<string, string> = { txt: 'text/plain', csv: 'text/csv' };
const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** No picture needs them; a program that reads one as a page would run them. */
const SCRIPTS = ['<script', '<SCRIPT', '<?php', '<!DOCTYPE'].map((mark) => Buffer.from(mark));
const HEAD_BYTES = 4096;

const POLYGLOT_SENTENCE = '文件里藏着另一种文件，不能上传。请用原来的软件重新导出后再传。';
const VECTOR_SENTENCE = '矢量图（svg）可以带脚本，不能上传。请导出为 png 后再传。';

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The first bytes of a file, its size, and whether it also ends as a ZIP. */
async function lookAt(path: string): Promise<{ head: Buffer; size: number; isArchiveToo: boolean }> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
    await handle.read(head, 0, head.length, 0);
    return { head, size, isArchiveToo: await endsAsArchive(handle, size) };
  } finally {
    await handle.close();
  }
}

/**
 * Says what a file is by its content; its name only tells apart what content cannot. The file is read in pieces, so that
 * its size does not count for memory. Throws INVALID with the reason.
 */
export async function inspectFile(path: string, name: string): Promise<Inspected> {
  const { head, size, isArchiveToo } = await lookAt(path);
  if (size === 0) throw refused('文件是空的，请重新选择。');
  const isArchive = head.subarray(0, 4).equals(ZIP);
  if (isArchive) await inspectArchive(path, size);
  else if (isArchiveToo) throw refused(POLYGLOT_SENTENCE);
  const extension = extensionOf(name);
  const mime = (await fileTypeFromFile(path))?.mime;
  if (mime === 'application/x-cfb') return compound(path, extension);
  const extensions = mime ? BY_CONTENT[mime] : undefined;
  if (mime?.startsWith('image/') && extensions) return picture(path, size, mime, extensions);
  const isZip = mime === 'application/zip' || mime?.startsWith(OOXML);
  if (isZip && !isArchive) throw refused('压缩包是空的，请重新打包后上传。');
  if (mime && extensions) return { mime, extensions };
  if (mime?.includes('macroenabled')) throw refused(MACRO_SENTENCE);
  if (/<svg[\s>]/i.test(head.toString('latin1'))) throw refused(VECTOR_SENTENCE);
  const plain = PLAIN[extension];
  if (!mime && plain && (await isPlainText(path, head))) return { mime: plain, extensions: [extension] };
  throw refused(`这种文件不能上传。${ALLOWED_FILES_TEXT}`);
}

async function compound(path: string, extension: string): Promise<Inspected> {
  const mime = COMPOUND[extension];
  if (!mime) throw refused(`这种文件不能上传。${ALLOWED_FILES_TEXT}`);
  if (await fileHolds(path, COMPOUND_MACROS)) throw refused(MACRO_SENTENCE);
  return { mime, extensions: [extension] };
}

async function picture(path: string, size: number, mime: string, extensions: string[]): Promise<Inspected> {
  if (size > MAX_PICTURE_BYTES) {
    throw new DomainError('TOO_LARGE', `图片太大，最大 ${MAX_PICTURE_BYTES / 1024 / 1024} MB。`);
  }
  // An animation counts with all its frames: each of them is decoded.
  const { width, height, pageHeight, pages, orientation } = await sharp(path, { limitInputPixels: false, pages: -1 })
    .metadata()
    .catch((): Partial<Metadata> => ({}));
  if (!width || !height) throw refused('图片已损坏，无法读取，请重新导出后上传。');
  const frames = pages ?? 1;
  const frameHeight = pageHeight ?? height;
  if (width * frameHeight * frames > MAX_PICTURE_PIXELS) {
    const shown = `${width}×${frameHeight}${frames > 1 ? `，${frames} 帧` : ''}`;
    throw refused(`图片的像素太多（${shown}），最多 ${MAX_PICTURE_PIXELS / 1_000_000} 百万像素，请缩小后上传。`);
  }
  if (await fileHolds(path, SCRIPTS)) throw refused(POLYGLOT_SENTENCE);
  // Cameras store a picture lying down and say which way is up.
  const isLying = (orientation ?? 1) >= 5;
  return { mime, extensions, width: isLying ? frameHeight : width, height: isLying ? width : frameHeight };
}

/** Text in UTF-8 or GB 18030, and no page or script in disguise. */
async function isPlainText(path: string, head: Buffer): Promise<boolean> {
  const begin = head.toString('latin1').toLowerCase();
  if (/<(!doctype|html|head|body|script|svg|iframe|\?xml|\?php)/.test(begin) || begin.startsWith('#!')) return false;
  const decoders = new Set(['utf-8', 'gb18030'].map((encoding) => new TextDecoder(encoding, { fatal: true })));
  const decode = (chunk: Buffer | undefined) => {
    for (const decoder of decoders) {
      try {
        decoder.decode(chunk, { stream: chunk !== undefined });
      } catch {
        decoders.delete(decoder);
      }
    }
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (chunk.includes(0)) return false;
    decode(chunk);
    if (decoders.size === 0) return false;
  }
  decode(undefined);
  return decoders.size > 0;
}
