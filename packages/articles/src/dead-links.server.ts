import { withoutEntities } from '@zhanqun/kit';
import { asVisitor, type SiteContext, type SiteRecord } from '@zhanqun/tenancy/server';
import { listPublicTitles } from './public-titles.server';

/** Links of one text that are looked up; a longer one is a list of links, and says so by its first ones. */
const MOST_LINKS = 200;

interface Target {
  address: string;
  /** As `there` names it. */
  key: string;
  site: SiteRecord;
  item: string | undefined;
  column: string | undefined;
}

/** Where an address of the group leads; undefined for all others, and for pages that are always there. */
function targetOf({ directory, site }: SiteContext, address: string): Target | undefined {
  let place: { site: SiteRecord; rest: string } | undefined;
  if (address.startsWith('/')) place = { site, rest: address };
  else if (/^https?:/i.test(address) && URL.canParse(address)) {
    const { host, pathname } = new URL(address);
    place = directory.resolve(host, pathname);
  }
  if (!place) return undefined;
  const item = /^\/a\/([^/?#]+)\.html(?:[?#]|$)/.exec(place.rest)?.[1];
  const column = /^\/c\/([^/?#]+)(?:[/?#]|$)/.exec(place.rest)?.[1];
  if (!item && !column) return undefined;
  const key = item ? `${place.site.id}/${item}` : `${place.site.id}/c/${column}`;
  return { address, key, site: place.site, item, column };
}

/**
 * The addresses in a body that lead to items or columns of the group which a visitor does not find at present. What a
 * site that is not open yet has published counts for itself.
 */
export async function findDeadLinks(context: SiteContext, body: string): Promise<string[]> {
  const addresses = [...body.matchAll(/<a\b[^>]*? href="([^"]*)"/g)].map((match) => withoutEntities(match[1] ?? ''));
  const targets = [...new Set(addresses)].slice(0, MOST_LINKS).flatMap((address) => targetOf(context, address) ?? []);
  if (targets.length === 0) return [];
  const items = targets.flatMap(({ site, item }) => (item ? [{ siteId: site.id, id: item }] : []));
  const columns = targets.flatMap(({ site, column }) => (column ? [{ siteId: site.id, code: column }] : []));
  const there = await asVisitor({ db: context.db, previewSiteId: context.site.id }, async (tx) => {
    const titles = await listPublicTitles(tx, items);
    const rows =
      columns.length === 0
        ? []
        : await tx.column.findMany({ where: { OR: columns }, select: { siteId: true, code: true } });
    return new Set([...titles.keys(), ...rows.map(({ siteId, code }) => `${siteId}/c/${code}`)]);
  });
  return targets.filter(({ key }) => !there.has(key)).map(({ address }) => address);
}
