import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { isDomainError, isId } from '@zhanqun/kit';
import { findPreviewFile, findPublicFile } from '@zhanqun/media/server';
import { Recorder, recordInto } from '@zhanqun/publishing/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { visitOf } from '../page.server';

const NOT_HERE = new Response('没有找到这个文件，它可能已被撤下。', {
  status: 404,
  headers: { 'Cache-Control': 'no-store' },
});

/** Shown in the page; everything else is offered for download. */
const SHOWN = /^(image\/(jpeg|png|webp|gif)|application\/pdf|audio\/mpeg|video\/mp4)$/;

/**
 * A file while a public page of this site shows it, own or carried, under this site's own host: it goes with the item
 * that shows it.
 */
export async function loader({ context, params, request }: LoaderFunctionArgs): Promise<Response> {
  const visit = visitOf(context);
  const { deployment, publicFiles } = context.app;
  const { db } = deployment;
  const id = params.id ?? '';
  if (!isId(id)) return NOT_HERE.clone();
  const ask = (recorder: Recorder) =>
    asVisitor({ db, ...(visit.preview ? { previewSiteId: visit.preview.siteId } : {}) }, (tx) => {
      recordInto(tx, recorder);
      return findPublicFile(tx, visit.site.id, id);
    });
  const asked = visit.preview ? ask(new Recorder()) : publicFiles.obtain(`${visit.site.id}/${id}`, ask);
  const file = await asked.catch((error: unknown) => {
    if (isDomainError(error)) throw new Response(error.message, { status: 503, headers: { 'Retry-After': '5' } });
    throw error;
  });
  const revisionId = visit.preview?.revisionId;
  const shown = file ?? (revisionId ? await findPreviewFile({ db, site: visit.site }, id, revisionId) : undefined);
  if (!shown) return NOT_HERE.clone();
  const etag = `"${shown.sha256.slice(0, 32)}"`;
  const headers = new Headers({
    'Content-Type': shown.mime,
    'Content-Length': String(shown.size),
    'Content-Disposition': `${SHOWN.test(shown.mime) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(shown.name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-cache',
    ETag: etag,
  });
  if (request.headers.get('If-None-Match') === etag) {
    headers.delete('Content-Length');
    return new Response(null, { status: 304, headers });
  }
  const path = context.app.files.pathOf(shown.siteId, shown.sha256);
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    context.app.log.error(
      { file: shown.id, site: shown.siteId, requestId: context.requestId },
      'stored file is missing',
    );
    return NOT_HERE.clone();
  }
  if (request.method === 'HEAD') return new Response(null, { headers });
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, { headers });
}
