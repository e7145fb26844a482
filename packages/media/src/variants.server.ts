import sharp from 'sharp';
import type { FileStore } from './file-store.server';
import { formatsOf, ownFormat, shownWidth, type VariantFormat, variantWidths } from './picture-sizes';
import { MAX_PICTURE_PIXELS } from './schema';

// One picture at a time, by one thread, without a memory of earlier ones: the most that pictures ever hold.
sharp.concurrency(1);
sharp.cache(false);

let last: Promise<unknown> = Promise.resolve();

/** Pictures are worked on one after the other in a process. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work);
  last = turn.then(
    () => undefined,
    () => undefined,
  );
  return turn;
}

interface Picture {
  siteId: string;
  sha256: string;
  mime: string;
  width: number | null;
  height: number | null;
}

interface Master {
  data: Buffer;
  info: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

/** The picture upright at its full shown width, as bare pixels: neither place nor camera is left in it. */
async function masterOf(path: string, width: number): Promise<Master | undefined> {
  const source = sharp(path, { limitInputPixels: MAX_PICTURE_PIXELS, sequentialRead: true });
  const { pages = 1 } = await source.metadata();
  // An animation would stand still.
  if (pages > 1) return undefined;
  const { data, info } = await source
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, info: { width: info.width, height: info.height, channels: info.channels as 1 | 2 | 3 | 4 } };
}

async function encoded({ data, info }: Master, width: number, format: VariantFormat): Promise<Buffer> {
  const picture = sharp(data, { raw: info, limitInputPixels: false }).resize({ width, withoutEnlargement: true });
  switch (format) {
    case 'avif':
      return picture.avif({ quality: 55, effort: 2 }).toBuffer();
    case 'webp':
      return picture.webp({ quality: 78 }).toBuffer();
    case 'jpeg':
      return picture.jpeg({ quality: 82, mozjpeg: true }).toBuffer();
    case 'png':
      return picture.png({ compressionLevel: 9, palette: true, quality: 90 }).toBuffer();
  }
}

/** Makes of a picture what is not there yet. Returns the widths at which it is there in all formats. */
export function makeVariants(store: FileStore, picture: Picture, signal?: AbortSignal): Promise<number[]> {
  return inTurn(async () => {
    const { siteId, sha256, mime, width, height } = picture;
    const widths = width && height && ownFormat(mime) ? variantWidths({ width, height }) : [];
    const missing: [number, VariantFormat][] = [];
    for (const wide of widths) {
      for (const format of formatsOf(mime)) {
        if (!(await store.hasVariant(siteId, sha256, wide, format))) missing.push([wide, format]);
      }
    }
    if (missing.length === 0 || !width) return widths;
    const master = await masterOf(store.pathOf(siteId, sha256), shownWidth(width));
    if (!master) return [];
    for (const [wide, format] of missing) {
      signal?.throwIfAborted();
      await store.keepVariant(siteId, sha256, wide, format, await encoded(master, wide, format));
    }
    return widths;
  });
}

/**
 * Where the bytes are that a visitor may have at a picture's own address: upright, without what the camera wrote into
 * it. They are made when they are first asked for. Undefined for what is no picture that stands still: its bytes are the file's.
 */
export async function shownPicture(store: FileStore, picture: Picture): Promise<string | undefined> {
  const { siteId, sha256, mime, width } = picture;
  const format = ownFormat(mime);
  if (!format || !width) return undefined;
  const wide = shownWidth(width);
  const target = store.variantPathOf(siteId, sha256, wide, format);
  if (await store.hasVariant(siteId, sha256, wide, format)) return target;
  return inTurn(async () => {
    if (await store.hasVariant(siteId, sha256, wide, format)) return target;
    const master = await masterOf(store.pathOf(siteId, sha256), wide);
    if (!master) return undefined;
    await store.keepVariant(siteId, sha256, wide, format, await encoded(master, wide, format));
    return target;
  });
}
