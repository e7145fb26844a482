import type { AppLoadContext, EntryContext, HandleDocumentRequestFunction } from '@remix-run/server-runtime';
import type { Recorder } from '@zhanqun/publishing/server';
import { LRUCache } from 'lru-cache';
import type { Application } from '../app/context.server';

/** Sites whose page is kept, some 10 KB each. */
const MOST_SITES = 500;

interface KeptPage {
  html: string;
  type: string;
  tags: string[];
  /** Up to where the changes were applied before it was drawn. */
  since: string;
}

const kept = new WeakMap<Application, LRUCache<string, KeptPage>>();
const begun = new WeakMap<Recorder, string>();

/** Called before anything is read: what changes from here on may be missing in what is drawn. */
export function beginDrawing(app: Application, recorder: Recorder): void {
  begun.set(recorder, app.pages.reached);
}

/** Whether a loader looked inside the site and found nothing; other answers of this status look differently. */
function isMissing({ staticHandlerContext }: EntryContext): boolean {
  return Object.values(staticHandlerContext.loaderData as Record<string, unknown>).some((loaded) => {
    const { shell, failure } = (loaded ?? {}) as { shell?: unknown; failure?: { code?: unknown } };
    return shell !== undefined && failure?.code === 'NOT_FOUND';
  });
}

/** Under which site the page is kept, if this request is for one that is the same for all visitors. */
function siteOf({ visit, recorder }: AppLoadContext): string | undefined {
  return recorder && begun.has(recorder) && visit && !visit.preview && !visit.isCopy ? visit.site.id : undefined;
}

/** The page that says so, if it is still as the site is now: for addresses of which nobody need be asked. */
export function keptMissing(context: AppLoadContext): Response | undefined {
  const { app } = context;
  const known = kept.get(app)?.get(siteOf(context) ?? '');
  if (!known || !app.pages.isCurrent(known.tags, known.since)) return undefined;
  return new Response(known.html, { status: 404, headers: { 'Content-Type': known.type } });
}

/**
 * That an address is missing looks the same for all addresses of a site, and names none: it is drawn once until something
 * it shows changes. Nothing is kept of the address.
 */
export function drawMissingOnce(draw: HandleDocumentRequestFunction): HandleDocumentRequestFunction {
  return async (request, status, headers, remix, context) => {
    const { app, recorder } = context;
    const site = siteOf(context);
    if (status !== 404 || !recorder || site === undefined || !isMissing(remix))
      return draw(request, status, headers, remix, context);
    const known = keptMissing(context);
    if (known) return known;
    const answer = await draw(request, status, headers, remix, context);
    const html = await answer.text();
    const since = begun.get(recorder);
    if (recorder.expires === undefined && since !== undefined) {
      const pages = kept.get(app) ?? new LRUCache<string, KeptPage>({ max: MOST_SITES });
      kept.set(app, pages);
      pages.set(site, { html, type: answer.headers.get('Content-Type') ?? '', tags: [...recorder.tags], since });
    }
    return new Response(html, { status: answer.status, headers: answer.headers });
  };
}
