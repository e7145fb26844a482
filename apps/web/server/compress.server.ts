import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const TEXT = /^(text\/|application\/(json|javascript|xml|[a-z]+\+(xml|json))|image\/svg\+xml)/;
/** Quick enough for a page that is rendered for each visit. */
const BROTLI_QUALITY = 5;

/** The encoding a client takes, the smaller one first; `q=0` is a refusal. */
export function encodingFor(accepted: string | undefined): 'br' | 'gzip' | undefined {
  const taken = new Set(
    (accepted ?? '')
      .toLowerCase()
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => !/;\s*q=0(\.0*)?$/.test(entry))
      .map((entry) => entry.split(';')[0]?.trim()),
  );
  if (taken.has('br')) return 'br';
  return taken.has('gzip') ? 'gzip' : undefined;
}

/**
 * The same answer with its text compressed for this client. Answers with a strong ETag are stored files: their bytes
 * are what the tag says.
 */
export function compressed(answer: Response, method: string | undefined, accepted: string | undefined): Response {
  const type = answer.headers.get('Content-Type') ?? '';
  if (!answer.body || method === 'HEAD' || !TEXT.test(type)) return answer;
  if (answer.headers.has('Content-Encoding') || /^"/.test(answer.headers.get('ETag') ?? '')) return answer;
  answer.headers.append('Vary', 'Accept-Encoding');
  const encoding = encodingFor(accepted);
  if (!encoding) return answer;
  const packer =
    encoding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : createGzip();
  const source = Readable.fromWeb(answer.body as NodeReadableStream<Uint8Array>);
  source.once('error', (error) => packer.destroy(error));
  packer.once('close', () => source.destroy());
  answer.headers.set('Content-Encoding', encoding);
  answer.headers.delete('Content-Length');
  return new Response(Readable.toWeb(source.pipe(packer)) as ReadableStream<Uint8Array>, {
    status: answer.status,
    statusText: answer.statusText,
    headers: answer.headers,
  });
}
