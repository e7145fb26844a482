import { ARCHIVE_PAGE_SIZE } from '@zhanqun/articles/server';
import { listColumns } from '@zhanqun/columns/server';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import type { Random } from './random';

const PLAIN = [
  '/',
  '/sitemap.html',
  '/report-error.html',
  '/rss.xml',
  '/atom.xml',
  '/feed.json',
  '/sitemap.xml',
  '/sitemap-site.xml',
  '/robots.txt',
  '/banner.svg',
  '/favicon.svg',
  '/landscape/band.svg',
];
const FEEDS = ['rss.xml', 'atom.xml', 'feed.json'];

/** Items of a site whose pages are looked at: the newest, some others, and all that it carries. */
const NEWEST = 25;
const OTHERS = 25;

/** Addresses of every type within one site: all columns, their archives, some feeds and items. */
export async function addressesOf(context: SiteContext, random: Random): Promise<string[]> {
  const { site, directory } = context;
  const columns = (await listColumns(context)).filter((column) => column.kind !== 'GROUP');
  const items = await readSite(context, async (tx) => {
    const where = { siteId: site.id };
    const newest = await tx.placement.findMany({ where, orderBy: { firstPublishedAt: 'desc' } });
    return newest.map((place) => ({ ...place, id: place.articleId ?? place.linkId ?? '' }));
  });
  const shown = [
    ...items.slice(0, NEWEST),
    ...random.some(items.slice(NEWEST), OTHERS),
    ...items.filter((item) => item.linkId),
  ];
  const archives = columns.flatMap((column) => {
    const last = Math.max(0, ...items.filter((item) => item.columnId === column.id).map((item) => item.ordinal));
    return Array.from({ length: Math.ceil(last / ARCHIVE_PAGE_SIZE) }, (_, i) => `/c/${column.code}/p${i + 1}.html`);
  });
  return [
    ...PLAIN,
    ...(directory.children(site.id).length > 0 ? ['/subsites.html'] : []),
    `/theme/${site.themeHash}.css`,
    ...columns.map((column) => `/c/${column.code}/`),
    ...random.some(columns, 4).flatMap((column) => FEEDS.map((name) => `/c/${column.code}/${name}`)),
    ...archives,
    ...new Set(shown.map((item) => `/a/${item.id}.html`)),
  ];
}
