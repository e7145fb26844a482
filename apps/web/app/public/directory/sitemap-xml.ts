import type { LoaderFunctionArgs } from '@remix-run/node';
import { listPublicAddresses } from '@zhanqun/articles/server';
import { getPublicColumns } from '@zhanqun/columns/server';
import { httpStatusOf, isDomainError } from '@zhanqun/kit';
import { asVisitor } from '@zhanqun/tenancy/server';
import { visitOf } from '../page.server';
import { xml } from '../xml';

/** The most addresses a site map may hold by its own standard. */
const LIMIT = 50_000;

/** The site's addresses for search engines, the newest items first. */
export async function loader({ context }: LoaderFunctionArgs): Promise<Response> {
  const { site } = visitOf(context);
  const { db, directory } = context.app.deployment;
  try {
    const { columns, items } = await asVisitor({ db }, async (tx) => ({
      columns: await getPublicColumns(tx, site.id),
      items: await listPublicAddresses(tx, site.id, LIMIT - 1_000),
    }));
    const url = (rest: string, changed?: Date) =>
      `<url><loc>${xml(directory.urlOf(site, rest))}</loc>${changed ? `<lastmod>${changed.toISOString()}</lastmod>` : ''}</url>`;
    const lines = [
      url('/'),
      ...columns.filter((column) => !column.isHidden).map((column) => url(`/c/${column.code}/`)),
      ...items.map((item) => url(`/a/${item.id}.html`, item.changedAt)),
    ];
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</urlset>\n`;
    return new Response(body, {
      headers: { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
    });
  } catch (error) {
    if (isDomainError(error)) return new Response(error.message, { status: httpStatusOf(error.code) });
    throw error;
  }
}
