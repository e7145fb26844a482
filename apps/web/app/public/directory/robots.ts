import type { LoaderFunctionArgs } from '@remix-run/node';
import { visitOf } from '../page.server';
import { hostSite } from './sitemap.server';

const RULES = ['/search', '/*/search', '/preview/', '/*/preview/', '/api/v1/'];

/** Rules of a host; a path site's are its host's, as is the site map. */
export function loader({ context }: LoaderFunctionArgs): Response {
  const { site } = visitOf(context);
  const { directory } = context.app.deployment;
  const rules = RULES.map((rule) => `Disallow: ${rule}\n`).join('');
  const map = directory.urlOf(hostSite(directory, site), '/sitemap.xml');
  return new Response(`User-agent: *\n${rules}\nSitemap: ${map}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
