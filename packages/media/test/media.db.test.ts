import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JobRunner } from '@zhanqun/jobs/server';
import { asVisitor, readSite, withPlatform, withSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES } from '../src/schema';
import {
  deleteFile,
  deleteFolder,
  editFile,
  FileStore,
  findPublicFile,
  getDeskFile,
  getLibraryFile,
  listFiles,
  listFolders,
  makeVariants,
  saveFolder,
  shownPicture,
  storeFile,
  takeSharedFile,
  variantsJob,
} from '../src/server';
import { pdfBytes, pngBytes } from '../src/testing';

const group = useGroup();
const root = mkdtempSync(path.join(tmpdir(), 'zhanqun-files-'));
const store = new FileStore(root);
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = () => group().contextAt('east-town', 'townEditor');
const put = (name: string, bytes: Uint8Array) => storeFile(at(), { name }, bytes, store);

/** Does what waits for the sizes of pictures. */
async function runVariants(): Promise<void> {
  const faults: unknown[] = [];
  const { db, directory } = group();
  const jobs = [variantsJob(store)];
  const runner = new JobRunner({ db, directory, jobs, now: () => new Date(), onFault: (error) => faults.push(error) });
  const open = () =>
    withPlatform({ db }, (tx) => tx.job.count({ where: { name: 'media:variants', state: { not: 'DONE' } } }));
  await expect
    .poll(
      async () => {
        await runner.look();
        return open();
      },
      { timeout: 20_000 },
    )
    .toBe(0);
  await runner.stop();
  expect(faults).toEqual([]);
}

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

describe('the library', () => {
  const names = async (filter: Parameters<typeof listFiles>[1]) =>
    (await listFiles(at(), filter)).items.map((file) => file.name);

  it('finds files by folder, by a part of the name or of the words, and pictures without words', async () => {
    const { id: folderId } = await saveFolder(at(), { name: '春耕', isShared: false });
    const one = await storeFile(at(), { name: '插秧.png', folderId }, await pngBytes('#010203'), store);
    await storeFile(at(), { name: '水渠.png', folderId }, await pngBytes('#030201'), store);
    await editFile(at(), { fileId: one.id, version: 1, alt: '村民在田里插秧', folderId });
    expect(await names({ folderId })).toEqual(['水渠.png', '插秧.png']);
    expect(await names({ q: '田里' })).toEqual(['插秧.png']);
    expect(await names({ folderId, isWithoutText: true })).toEqual(['水渠.png']);
    const stale = editFile(at(), { fileId: one.id, version: 1, alt: '旧页面', folderId: null });
    await expect(stale).rejects.toMatchObject({ code: 'STALE' });
    await expect(deleteFolder(at(), { folderId })).rejects.toMatchObject({ code: 'CONFLICT' });
    const twice = saveFolder(at(), { name: '春耕', isShared: false });
    await expect(twice).rejects.toMatchObject({ code: 'CONFLICT', fields: { name: [expect.any(String)] } });
  });

  it('lets a file go that nothing uses', async () => {
    const file = await put('多余.pdf', pdfBytes('spare'));
    await deleteFile(at(), { fileId: file.id });
    await expect(getLibraryFile(at(), file.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('shares a folder with the sites below and nobody else, who may read, take and not write', async () => {
    const east = group().contextAt('east', 'eastAdmin');
    const west = group().contextAt('west-town', 'westTownEditor');
    const { id: folderId } = await saveFolder(east, { name: '全区标识', isShared: false });
    const emblem = await storeFile(east, { name: '标识.png', folderId }, await pngBytes('#aa0000'), store);
    const seenIn = async (context: typeof west) => ({
      folders: (await listFolders(context)).shared.map(({ id }) => id),
      files: (await listFiles(context, { folderId })).items.map(({ id }) => id),
    });
    expect(await seenIn(at())).toEqual({ folders: [], files: [] });
    const folder = { id: folderId, version: 1 };
    await saveFolder(east, { folder, name: '全区标识', isShared: true });
    expect(await seenIn(at())).toEqual({ folders: [folderId], files: [emblem.id] });
    expect(await seenIn(west)).toEqual({ folders: [], files: [] });
    await expect(takeSharedFile(west, { fileId: emblem.id }, store)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const sql of [
      `UPDATE "MediaFile" SET alt = '改' WHERE id = $1`,
      `DELETE FROM "MediaFile" WHERE id = $1`,
      `UPDATE "MediaFolder" SET name = '改' WHERE id = (SELECT "folderId" FROM "MediaFile" WHERE id = $1)`,
    ]) {
      expect(await withSite(at(), (tx) => tx.$executeRawUnsafe(sql, emblem.id))).toBe(0);
    }
    const taken = await takeSharedFile(at(), { fileId: emblem.id }, store);
    expect(taken).toMatchObject({ siteId: at().site.id, sha256: emblem.sha256, name: '标识.png' });
    expect(readFileSync(store.pathOf(taken.siteId, taken.sha256))).toHaveLength(emblem.size);
    expect((await takeSharedFile(at(), { fileId: emblem.id }, store)).id).toBe(taken.id);
  });

  it('is shared only by who may share', async () => {
    const attempt = saveFolder(at(), { name: '编辑的共享', isShared: true });
    await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

/** Where the camera stood, as it writes it into a picture. */
const PLACE = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 51/1 0/1' } };

describe('a picture', () => {
  const photo = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#5588aa' } })
      .withExif(PLACE)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();

  it('gets its sizes from a job: upright, in three formats, without what the camera wrote; a second run makes nothing', async () => {
    const bytes = await photo(700, 1000);
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    const file = await storeFile(at(), { name: '手机照片.jpg' }, bytes, store);
    expect(file).toMatchObject({ width: 1000, height: 700, widths: [] });
    await runVariants();
    const made = await getDeskFile(at(), file.id);
    expect(made.widths).toEqual([480, 960, 1000]);
    for (const format of ['avif', 'webp', 'jpeg'] as const) {
      const { exif, width, height, orientation } = await sharp(
        store.variantPathOf(file.siteId, file.sha256, 480, format),
      ).metadata();
      expect([exif, width, height, orientation ?? 1]).toEqual([undefined, 480, 336, 1]);
    }
    const one = store.variantPathOf(file.siteId, file.sha256, 960, 'avif');
    const before = statSync(one).mtimeMs;
    rmSync(store.variantPathOf(file.siteId, file.sha256, 480, 'avif'));
    expect(await makeVariants(store, made)).toEqual([480, 960, 1000]);
    expect(statSync(one).mtimeMs).toBe(before);
    expect(existsSync(store.variantPathOf(file.siteId, file.sha256, 480, 'avif'))).toBe(true);
  });

  it('is shown without what the camera wrote also before its sizes are there; an animation as it is', async () => {
    const file = await storeFile(at(), { name: '急用.jpg' }, await photo(300, 200), store);
    const shown = await shownPicture(store, file);
    expect((await sharp(shown).metadata()).exif).toBeUndefined();
    const stills = [await pngBytes('#ff0000', 16), await pngBytes('#00ff00', 16)].map((one) => Buffer.from(one));
    const frames = await sharp(stills, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(frames).metadata()).pages).toBe(2);
    const moving = await storeFile(at(), { name: '动画.webp' }, frames, store);
    expect(await shownPicture(store, moving)).toBeUndefined();
  });
});
