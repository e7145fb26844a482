import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

/** A stored (uncompressed) zip of empty files with these names. */
function zip(...entries: [name: string, text: string][]): Buffer {
  return Buffer.concat(
    entries.map(([name, text]) => {
      const head = Buffer.alloc(30);
      head.writeUInt32LE(0x04034b50, 0);
      head.writeUInt16LE(20, 4);
      head.writeUInt32LE(text.length, 18);
      head.writeUInt32LE(text.length, 22);
      head.writeUInt16LE(name.length, 26);
      return Buffer.concat([head, Buffer.from(name), Buffer.from(text)]);
    }),
  );
}

const TYPES = (main: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const DOCM = 'application/vnd.ms-word.document.macroEnabled.main+xml';
const COMPOUND = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

describe('a file is taken', () => {
  it('as what it is inside, whatever its name says', async () => {
    expect(await inspect('a.pdf', await pngBytes())).toMatchObject({ mime: 'image/png', extensions: ['png'] });
    expect(await inspect('a.exe', pdfBytes())).toMatchObject({ mime: 'application/pdf' });
    const word = zip(['[Content_Types].xml', TYPES(DOCX)], ['word/document.xml', '<w/>']);
    expect((await inspect('a.docx', word)).extensions).toEqual(['docx', 'wps']);
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
  const cases: [rule: string, name: string, bytes: () => Uint8Array | string | Promise<Uint8Array>][] = [
    ['when empty', 'a.pdf', () => ''],
    ['as svg', 'a.svg', () => '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['as svg under the name of a picture', 'a.png', () => '<svg xmlns="http://www.w3.org/2000/svg"/>'],
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
    [
      'with macros in an old office file',
      'a.xls',
      () => Buffer.concat([COMPOUND, Buffer.from('_VBA_PROJECT', 'utf16le')]),
    ],
    ['as an installer in the old container', 'a.msi', () => COMPOUND],
    [
      'when the picture is broken',
      'a.png',
      () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(40)]),
    ],
    ['when the picture has more than 50 megapixels', 'a.png', big],
  ];
  for (const [rule, name, bytes] of cases) {
    it(rule, async () => {
      await expect(inspect(name, await bytes())).rejects.toMatchObject({
        code: 'INVALID',
        fields: { file: [expect.stringMatching(/。$/)] },
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
