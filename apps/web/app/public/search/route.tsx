import type { LoaderFunctionArgs } from '@remix-run/node';
import { listEnded } from '@zhanqun/articles/server';
import { MAX_QUERY, readSearchRequest } from '@zhanqun/search/schema';
import { recordSearchMiss, searchPublicEntries } from '@zhanqun/search/server';
import { SearchPage, type SearchPageProps } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader, visitOf } from '../page.server';
import { resultsView, scopesOf } from './results.server';

interface Loaded extends SearchPageProps {
  /** Nothing was found that the site could have had. */
  isMiss: boolean;
}

const load = publicLoader<Loaded>(async ({ tx, app, visit, url, paths }) => {
  const request = readSearchRequest(url.searchParams);
  // What is found is never stored, so nothing needs to be remembered of the sites it names.
  const { directory } = app.deployment;
  const place = { site: visit.site, directory, paths };
  const found = await searchPublicEntries(tx, place, request, app.now());
  const ended = await listEnded(tx, found?.items ?? []);
  const isBare = Object.keys(request.facets).length === 0 && request.page === 1;
  const refusal = request.refusal ?? (request.query && !found ? '这个词太短，请换一个更具体的词再搜。' : undefined);
  return {
    trail: [{ label: '首页', href: paths.home() }],
    action: paths.search(),
    query: request.query,
    maxLength: MAX_QUERY,
    scopes: scopesOf(place, request.scope),
    isMiss: found?.total === 0 && isBare && !visit.preview,
    ...(found ? { results: resultsView(found, request, place, ended) } : {}),
    ...(refusal ? { error: refusal } : {}),
  };
});

export async function loader(args: LoaderFunctionArgs) {
  const answer = await load(args);
  if (answer.data.page?.isMiss) {
    const { app } = args.context;
    const count = { db: app.deployment.db, now: app.now() };
    // The visitor has the answer; that it could not be counted is nobody's fault but ours.
    await recordSearchMiss(count, visitOf(args.context).site.id, answer.data.page.query).catch((error: unknown) => {
      app.log.warn({ err: error }, 'A search without an answer could not be counted.');
    });
  }
  return answer;
}

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>((page) => ({
  title: page.query ? `搜索“${page.query}”` : '搜索',
  isPrivate: true,
}));

export default publicPage<typeof loader>(({ isMiss: _counted, ...page }) => <SearchPage {...page} />);
