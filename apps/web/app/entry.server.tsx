import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isDomainError } from '@zhanqun/kit';
import { renderToString } from 'react-dom/server';
import { NonceContext } from './nonce';

/** Pages are whole documents: public ones are complete without script, and console ones are short. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Response {
  const markup = renderToString(
    <NonceContext.Provider value={context.nonce}>
      <RemixServer context={remix} url={request.url} nonce={context.nonce} />
    </NonceContext.Provider>,
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  return new Response(`<!DOCTYPE html>${markup}`, { status, headers });
}

/** Expected failures are answers, not faults; everything else is logged once, with the request's id. */
export function handleError(error: unknown, { context, request }: { context: AppLoadContext; request: Request }): void {
  if (request.signal.aborted || isDomainError(error) || error instanceof Response) return;
  context.app.log.error({ err: error, requestId: context.requestId, url: request.url }, 'request failed');
}
