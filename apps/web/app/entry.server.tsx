import { PassThrough } from 'node:stream';
import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isDomainError } from '@zhanqun/kit';
import type { ReactElement } from 'react';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { NonceContext } from './nonce';

/** A public page is complete without script: one string. */
function documentOf(page: ReactElement): string {
  return `<!DOCTYPE html>${renderToString(page)}`;
}

/** A console page hands its data to the script inside a boundary, which only the streaming renderer waits for. */
function consoleDocumentOf(page: ReactElement): Promise<ReadableStream> {
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(page, {
      onAllReady: () => {
        const body = new PassThrough();
        resolve(createReadableStreamFromReadable(body));
        pipe(body);
      },
      onShellError: reject,
    });
  });
}

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const page = (
    <NonceContext.Provider value={context.nonce}>
      <RemixServer context={remix} url={request.url} nonce={context.nonce} />
    </NonceContext.Provider>
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const body = context.surface === 'console' ? await consoleDocumentOf(page) : documentOf(page);
  return new Response(body, { status, headers });
}

/** Expected failures are answers, not faults; everything else is logged once, with the request's id. */
export function handleError(error: unknown, { context, request }: { context: AppLoadContext; request: Request }): void {
  if (request.signal.aborted || isDomainError(error) || error instanceof Response) return;
  context.app.log.error({ err: error, requestId: context.requestId, url: request.url }, 'request failed');
}
