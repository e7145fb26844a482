import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export const ENCODINGS = ['identity', 'gzip', 'br'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Where a page stands: the host of its site's primary address, and the path under it. */
export interface PagePlace {
  siteId: string;
  host: string;
  /** From the host on, e.g. `/a/x.html`; a directory ends with "/". */
  path: string;
}

/** One answer as it goes over the line. */
export interface PageBody {
  bytes: Buffer;
  etag: string;
  /** Names and values in turn, for `writeHead`. */
  headers: string[];
  /** The headers of an answer that says "you have it". */
  unchangedHeaders: string[];
}

/** What is known of a page beside its bytes. */
export interface PageFacts extends PagePlace {
  type: string;
  cacheControl: string;
  tags: string[];
  /** Milliseconds since 1970. */
  renderedAt: number;
  /** From then on it is no longer right. */
  expires?: number;
  /** Up to where the changes were applied before it was rendered. */
  position: string;
  /** The process that wrote it. */
  writer: string;
  /** Of its content, in 31 bits: the modification time of its files, so that nginx forms the same ETag. */
  contentNumber: number;
}

export interface StoredPage {
  key: string;
  facts: PageFacts;
  bodies: Record<Encoding, PageBody>;
}

export function keyOf(place: { host: string; path: string }): string {
  return place.host + place.path;
}

const packGzip = promisify(gzip);
const packBrotli = promisify(brotliCompress);
/** Nearly the size of the highest one at a thirtieth of its time: a page may be renewed often. */
const BROTLI_QUALITY = 5;

export async function packBodies(bytes: Buffer): Promise<Record<Encoding, Buffer>> {
  const [packed, small] = await Promise.all([
    packGzip(bytes),
    packBrotli(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  ]);
  return { identity: bytes, gzip: packed, br: small };
}

export function contentNumberOf(bytes: Buffer): number {
  return createHash('sha256').update(bytes).digest().readUInt32BE(0) >>> 1;
}

/** The page with the headers of each of its answers; `constant` headers are the same for all pages. */
export function assemble(
  facts: PageFacts,
  bodies: Record<Encoding, Buffer>,
  constant: Record<string, string>,
): StoredPage {
  const bodyOf = (encoding: Encoding): PageBody => {
    const bytes = bodies[encoding];
    // As nginx writes it: time and length in hexadecimal.
    const etag = `"${facts.contentNumber.toString(16)}-${bytes.length.toString(16)}"`;
    const lasting = [
      ...Object.entries(constant).flat(),
      'Cache-Control',
      facts.cacheControl,
      'ETag',
      etag,
      'Vary',
      'Accept-Encoding',
    ];
    return {
      bytes,
      etag,
      unchangedHeaders: lasting,
      headers: [
        'Content-Type',
        facts.type,
        'Content-Length',
        String(bytes.length),
        ...(encoding === 'identity' ? [] : ['Content-Encoding', encoding]),
        ...lasting,
      ],
    };
  };
  return {
    key: keyOf(facts),
    facts,
    bodies: { identity: bodyOf('identity'), gzip: bodyOf('gzip'), br: bodyOf('br') },
  };
}

export function sizeOf(page: StoredPage): number {
  const bytes = ENCODINGS.reduce((sum, encoding) => sum + page.bodies[encoding].bytes.length, 0);
  return bytes + page.facts.tags.length * 60 + 4_000;
}
