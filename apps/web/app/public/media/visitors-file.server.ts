import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { AppLoadContext } from '@remix-run/node';
import { isDomainError, isId } from '@zhanqun/kit';
import { type FileRecord, findPreviewFile, findPublicFile, findSignedFile } from '@zhanqun/media/server';
import { Recorder, recordInto } from '@zhanqun/publishing/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { visitOf } from '../page.server';

const NOT_HERE = new Response('没有找到这个文件，它可能已被撤下。', {
  status: 404,
  headers: { 'Cache-Control': 'no-store' },
});

export function fileNotFound(): Response {
  return NOT_HERE.clone();
}

/**
 * A file while a public page of this site shows it, own or carried: it goes with the item that shows it. Undefined when
 * visitors may not have it. Throws 503 as a response while the database is busy.
 */
export async function findVisitorsFile(context: AppLoadContext, id: string): Promise<FileRecord | undefined> {
  if (!isId(id)) return undefined;
  const visit = visitOf(context);
  const { deployment, memory } = context.app;
  const { db } = deployment;
  const signed = visit.preview?.fileId;
  if (signed) return signed === id ? findSignedFile({ db, site: visit.site }, id) : undefined;
  const ask = (recorder: Recorder) =>
    asVisitor({ db, ...(visit.preview ? { previewSiteId: visit.preview.siteId } : {}) }, (tx) => {
      recordInto(tx, recorder);
      return findPublicFile(tx, visit.site.id, id);
    });
  const asked = visit.preview
    ? ask(new Recorder())
    : memory.files.obtain(`${visit.site.id}/${id}`, ask).then((answer) => answer?.found);
  const file = await asked.catch((error: unknown) => {
    if (isDomainError(error)) throw new Response(error.message, { status: 503, headers: { 'Retry-After': '5' } });
    throw error;
  });
  const revisionId = visit.preview?.revisionId;
  return file ?? (revisionId ? await findPreviewFile({ db, site: visit.site }, id, revisionId) : undefined);
}

export interface SentFile {
  path: string;
  mime: string;
  etag: string;
  /** As the header says it. */
  disposition: string;
}

/** Sends bytes of the store; undefined when they are not there. */
export async function sendBytes(request: Request, { path, mime, etag, disposition }: SentFile) {
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  const headers = new Headers({
    'Content-Type': mime,
    'Content-Length': String(found.size),
    'Content-Disposition': disposition,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-cache',
    ETag: etag,
  });
  if (request.headers.get('If-None-Match') === etag) {
    headers.delete('Content-Length');
    return new Response(null, { status: 304, headers });
  }
  if (request.method === 'HEAD') return new Response(null, { headers });
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, { headers });
}
