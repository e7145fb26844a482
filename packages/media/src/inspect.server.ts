import { readFile } from 'node:fs/promises';
import { DomainError } from '@zhanqun/kit';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { ALLOWED_FILES_TEXT, MAX_FILE_BYTES, MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS } from './schema';

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

const PLAIN: Record<string, string> = { txt: 'text/plain', csv: 'text/csv' };

function refused(reason: string): DomainError {
  return new DomainError('INVALID', reason, { file: [reason] });
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function hasMacros(bytes: Buffer): boolean {
  return (
    bytes.includes('vbaProject.bin') ||
    bytes.includes('vbaData.xml') ||
    bytes.includes(Buffer.from('_VBA_PROJECT', 'utf16le'))
  );
}

/** Says what a file is by its content; its name only tells apart what content cannot. Throws INVALID with the reason. */
export async function inspectFile(path: string, name: string): Promise<Inspected> {
  const bytes = await readFile(path);
  if (bytes.length === 0) throw refused('文件是空的，请重新选择。');
  const extension = extensionOf(name);
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  if (mime === 'application/x-cfb') return compound(bytes, extension);
  const extensions = mime ? BY_CONTENT[mime] : undefined;
  if (mime && extensions) {
    if (mime.startsWith(OOXML) && hasMacros(bytes)) throw refused('文件带有宏，不能上传。请另存为不带宏的格式。');
    return mime.startsWith('image/') ? picture(bytes, mime, extensions) : { mime, extensions };
  }
  if (mime?.includes('macroenabled')) throw refused('文件带有宏，不能上传。请另存为不带宏的格式。');
  const plain = PLAIN[extension];
  if (!mime && plain && isPlainText(bytes)) return { mime: plain, extensions: [extension] };
  throw refused(`这种文件不能上传。${ALLOWED_FILES_TEXT}`);
}

function compound(bytes: Buffer, extension: string): Inspected {
  const mime = COMPOUND[extension];
  if (!mime) throw refused(`这种文件不能上传。${ALLOWED_FILES_TEXT}`);
  if (hasMacros(bytes)) throw refused('文件带有宏，不能上传。请另存为不带宏的格式。');
  return { mime, extensions: [extension] };
}

async function picture(bytes: Buffer, mime: string, extensions: string[]): Promise<Inspected> {
  if (bytes.length > MAX_PICTURE_BYTES) {
    throw new DomainError('TOO_LARGE', `图片太大，最大 ${MAX_PICTURE_BYTES / 1024 / 1024} MB。`);
  }
  const { width, height, orientation } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((): { width?: number; height?: number; orientation?: number } => ({}));
  if (!width || !height) throw refused('图片已损坏，无法读取，请重新导出后上传。');
  if (width * height > MAX_PICTURE_PIXELS) {
    throw refused(
      `图片的像素太多（${width}×${height}），最多 ${MAX_PICTURE_PIXELS / 1_000_000} 百万像素，请缩小后上传。`,
    );
  }
  // Cameras store a picture lying down and say which way is up.
  const isLying = (orientation ?? 1) >= 5;
  return { mime, extensions, width: isLying ? height : width, height: isLying ? width : height };
}

/** Text in UTF-8 or GB 18030, and no page or script in disguise. */
function isPlainText(bytes: Buffer): boolean {
  if (bytes.length > MAX_FILE_BYTES || bytes.includes(0)) return false;
  const head = bytes.subarray(0, 4096).toString('latin1').toLowerCase();
  if (/<(!doctype|html|head|body|script|svg|iframe|\?xml|\?php)/.test(head) || head.startsWith('#!')) return false;
  return ['utf-8', 'gb18030'].some((encoding) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return true;
    } catch {
      return false;
    }
  });
}
