import {
  listColumnChanges,
  listSitemapItems,
  listSitemapItemsOfColumn,
  type SitemapItem,
} from '@zhanqun/articles/server';
import { type ColumnRecord, getPublicColumns, listColumnsOfLargeSites } from '@zhanqun/columns/server';
import { holdsUntil } from '@zhanqun/publishing/server';
import type { SiteDirectory, SiteRecord } from '@zhanqun/tenancy/server';
import type { DocumentArgs } from '../document.server';
import { pageNotFound } from '../page.server';
import { xml } from '../xml';

/** The most addresses of one page and the most pages of one index, by the standard. */
export const SITEMAP_PAGE_SIZE = 50_000;
/** The page of a site with its home and columns; of a site that fits on one page, with everything. */
const FIRST_PAGE = 'site';
/** How long an index may not know that a site below has outgrown its one page. */
const SIZES_HOLD_MS = 3_600_000;

type Args = Pick<DocumentArgs, 'tx' | 'directory' | 'site'>;

function entry(name: 'url' | 'sitemap', address: string, changed?: Date): string {
  const lastmod = changed ? `<lastmod>${changed.toISOString()}</lastmod>` : '';
  return `<${name}><loc>${xml(address)}</loc>${lastmod}</${name}>`;
}

function write(root: 'urlset' | 'sitemapindex', lines: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</${root}>\n`;
}

const shownColumns = async ({ tx, site }: Args) =>
  (await getPublicColumns(tx, site.id)).filter((column) => !column.isHidden);

/** Places ever taken are as many as items or more: what fits by them, fits. */
function fitsOnePage(columns: ColumnRecord[], size: number): boolean {
  return columns.reduce((sum, column) => sum + column.lastOrdinal + 1, 1) <= size;
}

function addressesOf({ directory, site }: Args, items: SitemapItem[]): string[] {
  return items.map((item) => entry('url', directory.urlOf(site, `/a/${item.id}.html`), item.changedAt));
}

async function firstPage(args: Args, columns: ColumnRecord[], isWhole: boolean): Promise<string> {
  const { tx, directory, site } = args;
  const ids = columns.map((column) => column.id);
  const items = isWhole ? await listSitemapItems(tx, site.id, ids) : [];
  return write('urlset', [
    entry('url', directory.urlOf(site)),
    ...columns.map((column) => entry('url', directory.urlOf(site, `/c/${column.code}/`))),
    ...addressesOf(args, items),
  ]);
}

/** Sites below that answer on a path of the same host. */
function pathSites(directory: Args['directory'], host: SiteRecord): SiteRecord[] {
  const place = directory.placeOf(host);
  const found: SiteRecord[] = [];
  const walk = (parent: SiteRecord) => {
    for (const child of directory.children(parent.id)) {
      if (child.state === 'ONLINE' && directory.placeOf(child).host === place.host) found.push(child);
      walk(child);
    }
  };
  if (place.base === '') walk(host);
  return found;
}

/** Pages of one column, counted from the oldest. Each has the places of a whole page, so that a full one never changes. */
function columnPages(column: Pick<ColumnRecord, 'code' | 'lastOrdinal'>, size: number): string[] {
  return Array.from({ length: Math.ceil(column.lastOrdinal / size) }, (_, i) => `/sitemap-${column.code}-${i + 1}.xml`);
}

async function ownPages(args: Args, columns: ColumnRecord[], size: number): Promise<string[]> {
  const { tx, directory, site } = args;
  const first = entry('sitemap', directory.urlOf(site, `/sitemap-${FIRST_PAGE}.xml`));
  if (fitsOnePage(columns, size)) return [first];
  const changes = await listColumnChanges(
    tx,
    site.id,
    columns.map((column) => column.id),
  );
  const pages = columns.flatMap((column) => {
    const addresses = columnPages(column, size).map((rest) => directory.urlOf(site, rest));
    const newest = addresses.length - 1;
    // Of a full page nobody knows a change without reading all of it: no date is better than a wrong one.
    return addresses.map((address, i) => entry('sitemap', address, i === newest ? changes.get(column.id) : undefined));
  });
  return [first, ...pages];
}

async function pagesOfPathSites({ tx, directory }: Args, sites: SiteRecord[], size: number): Promise<string[]> {
  const large = new Map<string, string[]>();
  const siteIds = sites.map((site) => site.id);
  for (const column of await listColumnsOfLargeSites(tx, siteIds, size)) {
    large.set(column.siteId, [...(large.get(column.siteId) ?? []), ...columnPages(column, size)]);
  }
  return sites.flatMap((site) => {
    const columns = large.get(site.id);
    const pages = columns ? [`/sitemap-${FIRST_PAGE}.xml`, ...columns] : ['/sitemap.xml'];
    return pages.map((rest) => entry('sitemap', directory.urlOf(site, rest)));
  });
}

/**
 * The site map of a site: one page when it fits, else an index of its pages. A host's own site also lists the pages of
 * the sites on paths of its host, since search engines ask a host, not a path.
 */
export async function sitemap(args: Args & { now: Date }, size = SITEMAP_PAGE_SIZE): Promise<string> {
  const { tx, directory, site, now } = args;
  const columns = await shownColumns(args);
  const below = pathSites(directory, site);
  if (below.length === 0 && fitsOnePage(columns, size)) return firstPage(args, columns, true);
  if (below.length > 0) holdsUntil(tx, new Date(now.getTime() + SIZES_HOLD_MS));
  const pages = [...(await ownPages(args, columns, size)), ...(await pagesOfPathSites(args, below, size))];
  return write('sitemapindex', pages.slice(0, SITEMAP_PAGE_SIZE));
}

/** One page of an index: `site`, or `<column>-<n>`. Throws NOT_FOUND for a page that is not there. */
export async function sitemapPage(args: Args, name: string, size = SITEMAP_PAGE_SIZE): Promise<string> {
  const columns = await shownColumns(args);
  if (name === FIRST_PAGE) return firstPage(args, columns, fitsOnePage(columns, size));
  const [, code, number] = /^([a-z][a-z0-9-]{0,63})-([1-9]\d{0,5})$/.exec(name) ?? [];
  const column = columns.find((one) => one.code === code);
  const n = Number(number);
  if (!column || n > Math.ceil(column.lastOrdinal / size)) throw pageNotFound();
  const range = { first: (n - 1) * size + 1, last: n * size };
  const items = await listSitemapItemsOfColumn(args.tx, args.site.id, column.id, range);
  return write('urlset', addressesOf(args, items));
}

/** The site whose host a site answers on: itself, or for a path site the one above. */
export function hostSite(directory: Pick<SiteDirectory, 'placeOf' | 'find'>, site: SiteRecord): SiteRecord {
  const parent = site.parentId ? directory.find(site.parentId) : undefined;
  return parent && directory.placeOf(site).base !== '' ? hostSite(directory, parent) : site;
}
