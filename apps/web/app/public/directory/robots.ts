import type { LoaderFunctionArgs } from '@remix-run/node';
import { RecordedDirectory, Recorder } from '@zhanqun/publishing/server';
import { visitOf } from '../page.server';
import { hostSite } from './sitemap.server';

const RULES = ['/search', '/*/search', '/preview/', '/*/preview/', '/api/v1/'];

/** Rules of a host; a path site's are its host's, as is the site map. */
export function loader({ context }: LoaderFunctionArgs): Response {
  const { site } = visitOf(context);
  const recorder = context.recorder ?? new Recorder();
  const directory = new RecordedDirectory(context.app.deployment.directory, recorder);
  const rules = RULES.map((rule) => `Disallow: ${rule}\n`).join('');
  const map = directory.urlOf(hostSite(directory, site), '/sitemap.xml');
  recorder.isComplete = true;
  return new Response(`User-agent: *\n${rules}\nSitemap: ${map}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
