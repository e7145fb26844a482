import { refusedSource } from './refused';

/** Names under which old sites declare what a browser reads as GB 18030. */
const CHINESE = /^(gb2312|gbk|gb18030|x-gbk|gb_2312-80|hz-gb-2312)$/i;

function declared(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  const found =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head) ?? /<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head);
  return found?.[1]?.toLowerCase();
}

function decodedAs(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * A page as text, by its mark of order, by what it declares, or by trying: old sites declare GB 2312 and write GBK, or
 * declare nothing. Throws INVALID for what is no text in any of them.
 */
export function decodePage(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodedAs(bytes, 'utf-16le') ?? refuse();
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodedAs(bytes, 'utf-16be') ?? refuse();
  if (bytes.subarray(0, 4096).includes(0)) refuse();
  const named = declared(bytes);
  const first = named && CHINESE.test(named) ? 'gb18030' : 'utf-8';
  const other = first === 'utf-8' ? 'gb18030' : 'utf-8';
  // One broken character in a long page is no reason to lose it; a page full of them is another encoding.
  const text = decodedAs(bytes, first) ?? decodedAs(bytes, other) ?? new TextDecoder(first).decode(bytes);
  const broken = text.split('\ufffd').length - 1;
  if (broken > 20 && broken > text.length / 100) refuse();
  return text;
}

function refuse(): never {
  throw refusedSource('看不出这个文件用的是什么文字编码，请另存为 UTF-8 再迁入。');
}
