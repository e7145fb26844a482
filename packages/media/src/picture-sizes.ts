/** A picture is shown at most so wide, pixels; what is wider is kept for the desk only. */
const MAX_SHOWN = 2560;
const STEPS = [480, 960, 1600];
/** Of what is taller no variants are made: the formats end near it, and a long scroll of a poster gains nothing. */
const MAX_HEIGHT = 16_000;

export const VARIANT_FORMATS = ['avif', 'webp', 'jpeg', 'png'] as const;
export type VariantFormat = (typeof VARIANT_FORMATS)[number];

const OWN: Record<string, VariantFormat> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' };

export const VARIANT_MIME: Record<VariantFormat, string> = {
  avif: 'image/avif',
  webp: 'image/webp',
  jpeg: 'image/jpeg',
  png: 'image/png',
};

/** The format of a picture itself; undefined for what is no picture that stands still. */
export function ownFormat(mime: string): VariantFormat | undefined {
  return OWN[mime];
}

/** How wide a picture is shown at most, pixels. */
export function shownWidth(width: number): number {
  return Math.min(width, MAX_SHOWN);
}

/** Widths at which variants of a picture are made, narrow first; none for what is too tall. */
export function variantWidths({ width, height }: { width: number; height: number }): number[] {
  const full = shownWidth(width);
  if ((height * full) / width > MAX_HEIGHT) return [];
  return [...STEPS.filter((step) => step < full), full];
}

/** `960.avif` as width and format; undefined for any other name. */
export function readVariant(name: string): { width: number; format: VariantFormat } | undefined {
  const [, width, ending] = /^([1-9]\d{0,3})\.([a-z]{3,4})$/.exec(name) ?? [];
  const format = VARIANT_FORMATS.find((one) => one === ending);
  return width && format ? { width: Number(width), format } : undefined;
}

/** Formats that a page names for a picture: the small ones, then its own for every reader. */
export function formatsOf(mime: string): VariantFormat[] {
  const own = ownFormat(mime);
  return own ? [...new Set<VariantFormat>(['avif', 'webp', own])] : [];
}
