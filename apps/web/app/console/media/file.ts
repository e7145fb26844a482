import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { getDeskFile } from '@zhanqun/media/server';
import { siteLoader } from '../guard.server';

/** Any file of the site, for its staff: pictures in the page, everything else to keep. */
export const loader = siteLoader('site:view', async ({ context, params, app, request }) => {
  const file = await getDeskFile(context, params.file ?? '');
  const isPicture = file.mime.startsWith('image/');
  const headers = new Headers({
    'Content-Type': file.mime,
    'Content-Length': String(file.size),
    'Content-Disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    // The bytes of an id never change; another person at the desk asks again.
    'Cache-Control': 'private, max-age=600',
  });
  if (request.method === 'HEAD') return new Response(null, { headers });
  const bytes = createReadStream(app.files.pathOf(file.siteId, file.sha256));
  return new Response(Readable.toWeb(bytes) as ReadableStream, { headers });
});
