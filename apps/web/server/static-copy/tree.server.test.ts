import { mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { CopyTree } from './tree.server';

const folder = () => mkdtempSync(path.join(tmpdir(), 'zhanqun-copy-'));
const files = (of: string) =>
  readdirSync(of, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.zhanqun'))
    .map((entry) => path.relative(of, path.join(entry.parentPath, entry.name)))
    .sort();

async function copy(of: string, pages: Record<string, string>, options: { packed?: boolean; dies?: boolean } = {}) {
  const tree = await CopyTree.open(of, options.packed ?? false);
  const part = await tree.begin('site');
  for (const [name, text] of Object.entries(pages)) await part.write(name, Buffer.from(text));
  if (!options.dies) await part.finish();
  return tree.counts;
}

it('a second copy writes nothing, and takes away what is gone with its folders', async () => {
  const out = folder();
  await copy(out, { 'h/index.html': '首页', 'h/a/1.html': '一' });
  utimesSync(path.join(out, 'h/index.html'), 1, 1);
  expect(await copy(out, { 'h/index.html': '首页', 'h/a/1.html': '一' })).toMatchObject({ written: 0, unchanged: 2 });
  expect(statSync(path.join(out, 'h/index.html')).mtimeMs).toBe(1_000);
  expect(await copy(out, { 'h/index.html': '首页' })).toMatchObject({ removed: 1 });
  expect(files(out)).toEqual(['h/index.html']);
  expect(readdirSync(path.join(out, 'h'))).toEqual(['index.html']);
});

it('what a copy wrote that did not come to its end is taken away when it is gone', async () => {
  const out = folder();
  await copy(out, { 'h/index.html': '首页' });
  await copy(out, { 'h/index.html': '首页', 'h/a/1.html': '一' }, { dies: true });
  await copy(out, { 'h/index.html': '首页' });
  expect(files(out)).toEqual(['h/index.html']);
});

it('files that are not its own are left alone, and a folder of others is refused', async () => {
  const out = folder();
  await copy(out, { 'h/index.html': '首页' });
  writeFileSync(path.join(out, 'h/own.txt'), '别人的');
  await copy(out, {});
  expect(files(out)).toEqual(['h/own.txt']);
  const others = folder();
  writeFileSync(path.join(others, 'x'), '');
  await expect(CopyTree.open(others, false)).rejects.toMatchObject({ code: 'INVALID' });
});

it('packed forms stand beside the text they are of, and are renewed with it', async () => {
  const out = folder();
  for (const text of ['旧', '新']) {
    await copy(out, { 'h/index.html': text, 'h/a.png': text }, { packed: true });
    expect(brotliDecompressSync(readFileSync(path.join(out, 'h/index.html.br'))).toString()).toBe(text);
    expect(gunzipSync(readFileSync(path.join(out, 'h/index.html.gz'))).toString()).toBe(text);
  }
  expect(files(out)).toEqual(['h/a.png', 'h/index.html', 'h/index.html.br', 'h/index.html.gz']);
  await copy(out, { 'h/index.html': '新', 'h/a.png': '新' });
  expect(files(out)).toEqual(['h/a.png', 'h/index.html']);
});
