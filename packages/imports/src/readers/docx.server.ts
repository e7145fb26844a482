import { isWithin } from '@zhanqun/documents/unpacked-size';
import { isDomainError } from '@zhanqun/kit';
import mammoth from 'mammoth';
import { folderOf, nameOf } from './html.server';
import { refusedSource } from './refused';
import { emptyItem, type SourceItem } from './source-item';

const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;

const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  ...[1, 2, 3, 4].map((level) => `p[style-name='标题 ${level}'] => h${level}:fresh`),
  'u => u',
];
const FIRST_HEADING = /^\s*<h1[^>]*>([\s\S]*?)<\/h1>/;

/** A Word document as one item: its first heading, or its name, is the title. Throws INVALID for what is none. */
export async function readDocx(bytes: Buffer, at: { path: string; key: string }): Promise<SourceItem> {
  const pictures: Uint8Array[] = [];
  try {
    if (!(await isWithin(bytes, MAX_UNPACKED_BYTES))) throw refusedSource('Word 文档展开后超过 200 MB，没有打开。');
    const { value } = await mammoth.convertToHtml(
      { buffer: bytes },
      {
        styleMap: STYLES,
        externalFileAccess: false,
        includeEmbeddedStyleMap: false,
        convertImage: mammoth.images.imgElement(async (image) => {
          pictures.push(await image.readAsBuffer());
          return { src: `picture:${pictures.length - 1}` };
        }),
      },
    );
    const heading = FIRST_HEADING.exec(value);
    const words = heading?.[1]?.replace(/<[^>]*>/g, '').trim();
    return {
      ...emptyItem(at.key),
      title: words ? unescaped(words) : nameOf(at.path),
      body: words ? value.replace(FIRST_HEADING, '') : value,
      column: folderOf(at.path),
      wasPublic: true,
      pictures,
    };
  } catch (cause) {
    if (isDomainError(cause)) throw cause;
    throw refusedSource('这个 Word 文档打不开，可能已损坏、有密码，或是旧的 doc 格式。请另存为 docx 再迁入。', {
      cause,
    });
  }
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
