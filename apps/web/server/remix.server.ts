import type { AppLoadContext, RequestHandler, ServerBuild } from '@remix-run/server-runtime';
import { createRequestHandler } from '@remix-run/server-runtime';
import { drawMissingOnce, keptMissing } from './missing-page.server';

/** The application as Remix answers it. */
export interface Remix {
  console: RequestHandler;
  /** For addresses within a site. */
  public: RequestHandler;
}

const firstPart = (path: string) => /^\/?([^/]*)/.exec(path)?.[1] ?? '';

/**
 * Remix compares an address with every route there is, several times over. Visitors' pages therefore have a handler for
 * each first part of a path, with the few routes that can mean it.
 */
export function remixOf(build: ServerBuild): Remix {
  const routes = Object.values(build.routes).flatMap((route) => (route ? [route] : []));
  const shared = routes.filter(({ id, path }) => id === 'root' || path === '*');
  const { module } = build.entry;
  const entry = { module: { ...module, default: drawMissingOnce(module.default) } };
  const byPart = new Map<string, RequestHandler>();
  const handlerOf = (part: string): RequestHandler => {
    const own = routes.filter(
      ({ id, path, index }) => id.startsWith('public/') && (index ? '' : firstPart(path ?? '*')) === part,
    );
    const ids = new Set([...shared, ...own].map(({ id }) => id));
    const only = <T>(all: Record<string, T>) => Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id)));
    const assets = { ...build.assets, routes: only(build.assets.routes) };
    return createRequestHandler({ ...build, entry, assets, routes: only(build.routes) }, 'production');
  };
  for (const { id, path, index } of routes) {
    if (!id.startsWith('public/') || path === '*') continue;
    const part = index ? '' : firstPart(path ?? '*');
    if (!byPart.has(part)) byPart.set(part, handlerOf(part));
  }
  // A part that no route begins with leads to the page that says so.
  const others = handlerOf('*');
  return {
    console: createRequestHandler(build, 'production'),
    public: async (request: Request, context?: AppLoadContext) => {
      const handler = byPart.get(firstPart(new URL(request.url).pathname));
      if (handler) return handler(request, context);
      return (context && keptMissing(context)) ?? others(request, context);
    },
  };
}
