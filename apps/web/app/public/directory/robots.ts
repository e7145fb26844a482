import type { LoaderFunctionArgs } from '@remix-run/node';
import { visitOf } from '../page.server';

/** Rules of a host; a path site's are its host's. */
export function loader({ context }: LoaderFunctionArgs): Response {
  visitOf(context);
  return new Response(
    'User-agent: *\nDisallow: /search\nDisallow: /*/search\nDisallow: /preview/\nDisallow: /*/preview/\n',
    {
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
    },
  );
}
