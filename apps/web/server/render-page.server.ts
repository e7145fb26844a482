import type { RequestHandler } from '@remix-run/server-runtime';
import type { Recorder, Rendered } from '@zhanqun/publishing/server';
import type { Application, PlainAnswer, Visit } from '../app/context.server';
import { beginDrawing } from './missing-page.server';
import { cacheControlOf } from './policy.server';

/** Pages of a site map stand at the top of a site, where routes have no variable part in a name. */
export function routed(rest: string): string {
  return rest.replace(/^\/sitemap-([a-z0-9-]{1,80})\.xml$/, '/sitemap/$1');
}

/**
 * Renders a page that depends on nothing but content: nothing of any request reaches it. `rest` is the path within the
 * site, without a query.
 */
export async function renderPage(
  app: Application,
  remix: RequestHandler,
  { visit, rest, requestId }: { visit: Visit; rest: string; requestId: string },
  recorder: Recorder,
): Promise<Rendered & { answer: PlainAnswer }> {
  beginDrawing(app, recorder);
  const { directory, settings } = app.deployment;
  const { host } = directory.placeOf(visit.site);
  const answer = await remix(new Request(`${settings.addressing.scheme}://${host}${routed(rest)}`), {
    app,
    requestId,
    clientAddress: '',
    surface: 'public',
    visit,
    recorder,
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    isLasting: answer.status === 200 && recorder.isComplete,
    type: answer.headers.get('Content-Type') ?? 'text/html; charset=utf-8',
    cacheControl: cacheControlOf(rest),
    bytes,
    answer: { status: answer.status, headers: answer.headers, bytes },
  };
}
