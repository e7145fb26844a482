import type { LoaderFunctionArgs } from '@remix-run/node';
import { listPublicItems } from '@zhanqun/articles/server';
import { getPublicColumn } from '@zhanqun/columns/server';
import { httpStatusOf, isDomainError } from '@zhanqun/kit';
import { getPublicSite } from '@zhanqun/sites/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { visitOf } from '../page.server';
import { xml } from '../xml';

const LIMIT = 30;

/** A column's newest items as RSS 2.0. */
export async function loader({ context, params }: LoaderFunctionArgs): Promise<Response> {
  const { site } = visitOf(context);
  const { db, directory } = context.app.deployment;
  try {
    const { facts, column, items } = await asVisitor({ db }, async (tx) => {
      const found = await getPublicColumn(tx, site.id, params.code ?? '');
      return {
        facts: await getPublicSite(tx, site.id),
        column: found,
        items: await listPublicItems(tx, site.id, found.id, { limit: LIMIT }),
      };
    });
    const entries = items.map((item) => {
      const url = directory.urlOf(site, `/a/${item.id}.html`);
      return `<item><title>${xml(item.title)}</title><link>${xml(url)}</link><guid>${xml(url)}</guid><description>${xml(item.summary)}</description><pubDate>${item.firstPublishedAt.toUTCString()}</pubDate></item>`;
    });
    const here = directory.urlOf(site, `/c/${column.code}/`);
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>${xml(`${column.name} - ${facts.name}`)}</title><link>${xml(here)}</link><description>${xml(column.description || column.name)}</description><language>zh-cn</language>\n${entries.join('\n')}\n</channel></rss>\n`;
    return new Response(body, {
      headers: { 'Content-Type': 'application/rss+xml; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
    });
  } catch (error) {
    if (isDomainError(error)) return new Response(error.message, { status: httpStatusOf(error.code) });
    throw error;
  }
}
