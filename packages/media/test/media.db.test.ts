import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asVisitor, readSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { afterAll, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES } from '../src/schema';
import { FileStore, findPublicFile, getDeskFile, listFiles, storeFile } from '../src/server';
import { pdfBytes, pngBytes } from '../src/testing';

const group = useGroup();
const root = mkdtempSync(path.join(tmpdir(), 'zhanqun-files-'));
const store = new FileStore(root);
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = () => group().contextAt('east-town', 'townEditor');
const put = (name: string, bytes: Uint8Array) => storeFile(at(), { name }, bytes, store);

describe('a file', () => {
  it('has its bytes on disk under its content, and says what it is by what is inside', async () => {
    const bytes = await pngBytes('#336699', 12);
    const file = await put('村口.jpg', bytes);
    expect(file).toMatchObject({ name: '村口.png', mime: 'image/png', width: 12, height: 12, size: bytes.length });
    const kept = path.join(root, file.siteId, file.sha256.slice(0, 2), file.sha256);
    expect(store.pathOf(file.siteId, file.sha256)).toBe(kept);
    expect(readFileSync(kept).equals(Buffer.from(bytes))).toBe(true);
    expect(readdirSync(path.join(root, 'arriving'))).toEqual([]);
  });

  it('stored again is the same file, in another site another one', async () => {
    const bytes = pdfBytes('same');
    const [one, two] = [await put('表格.pdf', bytes), await put('表格.pdf', bytes)];
    expect(two.id).toBe(one.id);
    const west = group().contextAt('west-town', 'westTownEditor');
    const other = await storeFile(west, { name: '表格.pdf' }, bytes, store);
    expect(other.siteId).toBe(west.site.id);
    expect(existsSync(store.pathOf(west.site.id, other.sha256))).toBe(true);
    await expect(getDeskFile(west, one.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const lines = await readSite(at(), (tx) => tx.auditLine.count({ where: { subjectId: one.id } }));
    expect(lines).toBe(1);
  });

  it('is not public because it is there', async () => {
    const file = await put('草稿.pdf', pdfBytes('draft'));
    expect(await asVisitor(group(), (tx) => findPublicFile(tx, file.siteId, file.id))).toBeUndefined();
    expect(await getDeskFile(at(), file.id)).toMatchObject({ id: file.id });
  });

  it('comes as a stream too, and is refused as soon as it is too large, leaving nothing behind', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(65);
    async function* endless() {
      for (let sent = 0; sent <= MAX_FILE_BYTES; sent += chunk.length) yield chunk;
    }
    const attempt = storeFile(at(), { name: '大.txt' }, endless(), store);
    await expect(attempt).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(readdirSync(path.join(root, 'arriving'))).toEqual([]);
  });

  it('comes as the stream of an uploaded form field', async () => {
    const file = await storeFile(at(), { name: '表.pdf' }, new File([pdfBytes('stream')], '表.pdf').stream(), store);
    expect(file).toMatchObject({ mime: 'application/pdf', size: pdfBytes('stream').length });
  });

  it('is refused to who may not write', async () => {
    const auditor = group().contextAt('east-town', 'townAuditor');
    const attempt = storeFile(auditor, { name: 'a.pdf' }, pdfBytes(), store);
    await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is listed newest first, pictures apart from documents', async () => {
    const pictures = await listFiles(at(), { kind: 'picture' });
    const documents = await listFiles(at(), { kind: 'document' });
    expect(pictures.items.every((file) => file.mime.startsWith('image/'))).toBe(true);
    expect(documents.items.map((file) => file.name)).toContain('草稿.pdf');
  });
});
