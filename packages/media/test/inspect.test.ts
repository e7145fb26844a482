import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { fileName } from '../src/file-name';
import { inspectFile } from '../src/inspect.server';
import { pdfBytes, pngBytes } from '../src/testing';

const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inspect(name: string, bytes: Uint8Array | string) {
  const target = path.join(folder, 'file');
  writeFileSync(target, bytes);
  return inspectFile(target, name);
}

interface Packed {
  name: string;
  text: string | Buffer;
  /** Instead of the true size once unpacked. */
  claims?: number;
  flags?: number;
  attributes?: number;
}

/** A ZIP as programs write it: entries, their directory, its end. */
function zipOf(files: Packed[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text, claims, flags = 0, attributes = 0 } of files) {
    const plain = Buffer.from(text);
    const packed = deflateRawSync(plain);
    const sizes = (head: Buffer, from: number) => {
      head.writeUInt16LE(flags, from);
      head.writeUInt16LE(8, from + 2);
      head.writeUInt32LE(crc32(plain), from + 8);
      head.writeUInt32LE(packed.length, from + 12);
      head.writeUInt32LE(claims ?? plain.length, from + 16);
      head.writeUInt16LE(Buffer.byteLength(name), from + 20);
    };
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    sizes(local, 6);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    sizes(central, 8);
    central.writeUInt32LE(attributes, 38);
    central.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listed, end]);
}

const zip = (...entries: [name: string, text: string][]) => zipOf(entries.map(([name, text]) => ({ name, text })));

const TYPES = (main: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const DOCM = 'application/vnd.ms-word.document.macroEnabled.main+xml';
const MEGABYTE = 1024 * 1024;
const DOCUMENT: Packed[] = [
  { name: '[Content_Types].xml', text: TYPES(DOCX) },
  { name: 'word/document.xml', text: '<w/>' },
];
const OLD_MACROS = Buffer.from('_VBA_PROJECT', 'utf16le');
const COMPOUND = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

describe('a file is taken', () => {
  it('as what it is inside, whatever its name says', async () => {
    expect(await inspect('a.pdf', await pngBytes())).toMatchObject({ mime: 'image/png', extensions: ['png'] });
    expect(await inspect('a.exe', pdfBytes())).toMatchObject({ mime: 'application/pdf' });
    const word = zip(['[Content_Types].xml', TYPES(DOCX)], ['word/document.xml', '<w/>']);
    expect((await inspect('a.docx', word)).extensions).toEqual(['docx', 'wps']);
  });

  it('as an archive with folders in it, names in GB 18030 included', async () => {
    const name = Buffer.from('d0d5c35c2f61', 'hex').toString('latin1');
    expect(await inspect('a.zip', zip(['表/2026/一.txt', 'x'], [name, 'y']))).toMatchObject({
      mime: 'application/zip',
    });
  });

  it('as plain text in UTF-8 or GB 18030', async () => {
    expect(await inspect('名单.txt', '姓名\n张某\n')).toMatchObject({ mime: 'text/plain' });
    expect(await inspect('a.csv', Buffer.from('d0d5c3fb0a', 'hex'))).toMatchObject({ mime: 'text/csv' });
  });

  it('by its name where old office files share one container', async () => {
    expect(await inspect('a.doc', COMPOUND)).toMatchObject({ mime: 'application/msword' });
    expect(await inspect('a.et', COMPOUND)).toMatchObject({ mime: 'application/vnd.ms-excel' });
  });
});

describe('a file is refused with a sentence', () => {
  const big = () =>
    sharp({ create: { width: 10_000, height: 5_001, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
  const cases: [rule: string, name: string, bytes: () => Uint8Array | string | Promise<Uint8Array>, why?: RegExp][] = [
    ['when empty', 'a.pdf', () => ''],
    ['as svg', 'a.svg', () => '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['as svg under the name of a picture', 'a.png', () => '<svg xmlns="http://www.w3.org/2000/svg"/>', /矢量图/],
    ['as a page', 'a.html', () => '<p>好</p>'],
    ['as a page under the name of a text', 'a.txt', () => '<!DOCTYPE html><script>x</script>'],
    ['as a script', 'a.js', () => 'alert(1)'],
    ['as a shell script under the name of a text', 'a.txt', () => '#!/bin/sh\nrm -rf x'],
    ['as a program', 'a.txt', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    [
      'as a program of another system',
      'a.csv',
      () => Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(200)]),
    ],
    ['with macros', 'a.docm', () => zip(['[Content_Types].xml', TYPES(DOCM)], ['word/vbaProject.bin', 'x'])],
    [
      'with macros inside a file that claims none',
      'a.docx',
      () => zip(['[Content_Types].xml', TYPES(DOCX)], ['word/document.xml', '<w/>'], ['word/vbaProject.bin', 'x']),
    ],
    ['with macros in an old office file', 'a.xls', () => Buffer.concat([COMPOUND, OLD_MACROS])],
    [
      'with macros in a file within a file',
      'a.docx',
      () => zipOf([...DOCUMENT, { name: 'word/embeddings/a.bin', text: OLD_MACROS }]),
      /带有宏/,
    ],
    ['with macros in a packed file', 'a.zip', () => zip(['表/a.xlsm', 'x']), /带有宏/],
    ['as a ZIP that holds a program', 'a.zip', () => zip(['安装/setup.EXE', 'x']), /程序或脚本/],
    ['as a ZIP with a path that leads out', 'a.zip', () => zip(['a/../../b.txt', 'x']), /别的文件夹/],
    ['as a ZIP with a path that leads out as on Windows', 'a.zip', () => zip(['a\\..\\..\\b.txt', 'x']), /别的文件夹/],
    ['as a ZIP with a path from the root', 'a.zip', () => zip(['/etc/b.txt', 'x']), /别的文件夹/],
    ['as a ZIP with a path of a drive', 'a.zip', () => zip(['C:b.txt', 'x']), /别的文件夹/],
    [
      'as a ZIP with a link',
      'a.zip',
      () => zipOf([{ name: 'a', text: '/etc', attributes: (0o120777 << 16) >>> 0 }]),
      /链接/,
    ],
    ['as a ZIP with a password', 'a.zip', () => zipOf([{ name: 'a.txt', text: 'x', flags: 1 }]), /密码/],
    [
      'as a ZIP that unpacks to too much',
      'a.zip',
      () => zipOf([{ name: 'a.txt', text: Buffer.alloc(11 * MEGABYTE) }]),
      /解开后太大/,
    ],
    [
      'as a ZIP that claims to unpack to little',
      'a.docx',
      () => zipOf([...DOCUMENT, { name: 'word/media/a.txt', text: Buffer.alloc(11 * MEGABYTE), claims: 5 }]),
      /不一致/,
    ],
    ['as a ZIP cut off', 'a.zip', () => zip(['a.txt', 'x']).subarray(0, 40), /损坏/],
    [
      'as a picture and a ZIP in one',
      'a.png',
      async () => Buffer.concat([await pngBytes(), zip(['a.txt', 'x'])]),
      /藏着/,
    ],
    ['as a document and a ZIP in one', 'a.pdf', () => Buffer.concat([pdfBytes(), zip(['a.txt', 'x'])]), /藏着/],
    [
      'as a picture and a page in one',
      'a.png',
      async () => Buffer.concat([await pngBytes(), Buffer.from('<script>1</script>')]),
      /藏着/,
    ],
    ['as an installer in the old container', 'a.msi', () => COMPOUND],
    [
      'when the picture is broken',
      'a.png',
      () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(40)]),
    ],
    ['when the picture has more than 50 megapixels', 'a.png', big],
  ];
  for (const [rule, name, bytes, why = /。$/] of cases) {
    it(rule, async () => {
      await expect(inspect(name, await bytes())).rejects.toMatchObject({
        code: 'INVALID',
        fields: { file: [expect.stringMatching(why)] },
      });
    });
  }

  it('not at exactly 50 megapixels', async () => {
    const picture = await sharp({ create: { width: 10_000, height: 5_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await inspect('a.png', picture)).toMatchObject({ width: 10_000, height: 5_000 });
  });
});

describe('the name of a file', () => {
  it('keeps its last part without what addresses and mark-up use, ending as its type does', () => {
    expect(fileName('C:\\文件\\通知 (终稿).PDF', ['pdf'])).toBe('通知-(终稿).pdf');
    expect(fileName('../../etc/passwd', ['txt'])).toBe('passwd.txt');
    expect(fileName('a"><script>.png', ['png'])).toBe('ascript.png');
    expect(fileName('a.pdf.exe', ['pdf'])).toBe('a.pdf.pdf');
    expect(fileName('.htaccess', ['txt'])).toBe('htaccess.txt');
    expect(fileName('长'.repeat(500), ['jpg', 'jpeg'])).toBe(`${'长'.repeat(120)}.jpg`);
  });
});
