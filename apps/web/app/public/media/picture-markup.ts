import { formatsOf, VARIANT_MIME, type VariantFormat } from '@zhanqun/media/picture-sizes';

export interface BodyPicture {
  id: string;
  mime: string;
  width: number | null;
  height: number | null;
  /** Widths at which it is there in all formats, narrow first. */
  widths: number[];
}

/** How wide a picture stands in a text: the column's width on a desk, the window's on a telephone. */
const SIZES = '(min-width: 60rem) 48rem, 100vw';

/** Pictures of a stored body, as `sanitiseBody` writes them, with their address already at this site. */
const PICTURE = /<img src="([^"]*\/f\/([0-9a-z]{18})\/)([^"/]*)"([^>]*?) ?\/?>/g;

/**
 * The pictures of a body in the sizes that are there, for the browser to choose from. Each says how large it is, so that
 * the text does not move when it arrives; all but the first wait until they are near.
 */
export function withPictures(body: string, pictures: readonly BodyPicture[]): string {
  const known = new Map(pictures.map((picture) => [picture.id, picture]));
  let count = 0;
  return body.replace(PICTURE, (markup, folder: string, id: string, name: string, rest: string) => {
    count += 1;
    const picture = known.get(id);
    if (!picture?.width || !picture.height) return markup;
    const { width, height, widths, mime } = picture;
    // A size that the writer gave stays.
    const size = / (width|height)="/.test(rest) ? '' : ` width="${width}" height="${height}"`;
    const waits = count > 1 ? ' loading="lazy"' : '';
    const image = `<img src="${folder}${name}"${rest}${size}${waits} decoding="async" />`;
    const formats = formatsOf(mime);
    const set = (format: VariantFormat) => widths.map((wide) => `${folder}w/${wide}.${format} ${wide}w`).join(', ');
    if (widths.length === 0 || formats.length === 0) return image;
    const sources = formats.map(
      (format) => `<source type="${VARIANT_MIME[format]}" srcset="${set(format)}" sizes="${SIZES}" />`,
    );
    return `<picture>${sources.join('')}${image}</picture>`;
  });
}
