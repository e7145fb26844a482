import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { getDeskFile } from '@zhanqun/media/server';
import { siteLoader } from '../guard.server';

/** Any file of the site, for its staff: pictures in the page, small ones for lists; everything else to keep. */
export const loader = siteLoader('site:view', async ({ context, params, app, request }) => {
  const file = await getDeskFile(context, params.file ?? '');
  const isPicture = file.mime.startsWith('image/');
  const isSmall = new URL(request.url).searchParams.has('small');
  const [narrow] = isSmall ? file.widths : [];
  const small = narrow ? app.files.variantPathOf(file.siteId, file.sha256, narrow, 'webp') : undefined;
  const path = small && existsSync(small) ? small : app.files.pathOf(file.siteId, file.sha256);
  const etag = `"${file.sha256.slice(0, 32)}${path === small ? '-small' : ''}"`;
  const headers = new Headers({
    'Content-Type': path === small ? 'image/webp' : file.mime,
    'Content-Length': String((await stat(path)).size),
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
  const bytes = createReadStream(path);
  return new Response(Readable.toWeb(bytes) as ReadableStream, { headers });
});
