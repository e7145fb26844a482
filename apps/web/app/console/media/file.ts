import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { getDeskFile } from '@zhanqun/media/server';
import { siteLoader } from '../guard.server';

/** Any file of the site, for its staff: pictures in the page, everything else to keep. */
export const loader = siteLoader('site:view', async ({ context, params, app, request }) => {
  const file = await getDeskFile(context, params.file ?? '');
  const isPicture = file.mime.startsWith('image/');
  const etag = `"${file.sha256.slice(0, 32)}"`;
  const headers = new Headers({
    'Content-Type': file.mime,
    'Content-Length': String(file.size),
    'Content-Disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    // A file may be replaced at its address.
    'Cache-Control': 'private, no-cache',
    ETag: etag,
  });
  if (request.headers.get('If-None-Match') === etag) {
    headers.delete('Content-Length');
    return new Response(null, { status: 304, headers });
  }
  if (request.method === 'HEAD') return new Response(null, { headers });
  const bytes = createReadStream(app.files.pathOf(file.siteId, file.sha256));
  return new Response(Readable.toWeb(bytes) as ReadableStream, { headers });
});
