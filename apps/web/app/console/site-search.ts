import { selfLoader } from './guard.server';
import { searchSites } from './site-names.server';

/** Answers the site switcher and the command palette while someone types. */
export const loader = selfLoader(async ({ request, context }) => {
  const query = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 60);
  return Response.json({ items: searchSites(context, query) }, { headers: { 'Cache-Control': 'private, no-store' } });
});
