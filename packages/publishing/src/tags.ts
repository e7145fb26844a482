/**
 * Names of what a public page can depend on. A query that answers a page names what it read (`dependsOn`), a command
 * that changes something public names what it changed (`recordChange`); a page is renewed when the two meet.
 */
export const TAGS = {
  /** For the directory of sites in every process, never for a page. */
  directory: 'directory',
  /** Everything a site says about itself; each of its pages depends on it. */
  site: (siteId: string) => `site:${siteId}`,
  /** What other sites show of a site: its names and where it is found. */
  place: (siteId: string) => `place:${siteId}`,
  /** Which sites stand right below a site, and in which state. */
  children: (siteId: string) => `children:${siteId}`,
  /** One address of a site, for renewing it by hand. */
  page: (siteId: string, rest: string) => `page:${siteId}${rest}`,
  home: (siteId: string) => `home:${siteId}`,
  /** Whether any site right below a site is online. */
  openBelow: (siteId: string) => `openbelow:${siteId}`,
  /** The columns at the top of a site. */
  menu: (siteId: string) => `menu:${siteId}`,
  /** Which columns stand right below one, and what they are called. */
  under: (siteId: string, columnId: string) => `under:${siteId}/${columnId}`,
  /** What a column says of itself, and where it stands in the tree. */
  about: (siteId: string, columnId: string) => `about:${siteId}/${columnId}`,
  /** The whole tree of columns. */
  columns: (siteId: string) => `columns:${siteId}`,
  /** Which items stand in a column, and how many. */
  column: (siteId: string, columnId: string) => `column:${siteId}/${columnId}`,
  /** The newest items of a column. */
  head: (siteId: string, columnId: string) => `head:${siteId}/${columnId}`,
  /** Items that come back into one archive page of a column. */
  archive: (siteId: string, columnId: string, page: number) => `archive:${siteId}/${columnId}/${page}`,
  /** Items that come back anywhere into a column. */
  reorder: (siteId: string, columnId: string) => `reorder:${siteId}/${columnId}`,
  /** One item: its text, and whether it is there. A carried item also goes by its link's id on the carrying site. */
  article: (siteId: string, articleId: string) => `article:${siteId}/${articleId}`,
  /** Whether other sites may carry an item. */
  shared: (siteId: string, articleId: string) => `shared:${siteId}/${articleId}`,
  /** Whether a file of the site is shown otherwise than by an item. */
  file: (siteId: string, fileId: string) => `file:${siteId}/${fileId}`,
  /** Any item of a site, for what lists them all. */
  items: (siteId: string) => `items:${siteId}`,
  /** The newest own items of a site in columns of one kind, as other sites show them. */
  newest: (siteId: string, kind: string) => `newest:${siteId}/${kind}`,
  /** The newest own items of the sites right below a site, in columns of one kind. */
  below: (siteId: string, kind: string) => `below:${siteId}/${kind}`,
} as const;

/** Kinds of columns whose newest items other sites show. */
const SHOWN_ELSEWHERE = ['NEWS', 'NOTICE'];

export interface PlacedSite {
  id: string;
  /** Ids from the root to the site itself. */
  lineage: string[];
}

/** The most items of a column that a page of another site shows: the limit of a block. */
export const MOST_SHOWN_ELSEWHERE = 20;

interface PlacedColumn {
  id: string;
  kind: string;
  isHidden: boolean;
}

function newestOf(site: PlacedSite, kind: string): string[] {
  if (!SHOWN_ELSEWHERE.includes(kind)) return [];
  const parent = site.lineage.at(-2);
  return [TAGS.newest(site.id, kind), ...(parent ? [TAGS.below(parent, kind)] : [])];
}

/** An item took a place that its own site shows. */
function placed(site: { id: string }, columnId: string, itemId: string): string[] {
  return [
    TAGS.article(site.id, itemId),
    TAGS.items(site.id),
    TAGS.column(site.id, columnId),
    TAGS.head(site.id, columnId),
  ];
}

/** A carried item took the newest place of a column. Other sites list only what a site wrote itself. */
export function tagsOfCarriedItem(site: { id: string }, columnId: string, linkId: string): string[] {
  return placed(site, columnId, linkId);
}

/** An own item took the newest place of a column. Other sites show nothing of a hidden one. */
export function tagsOfNewItem(site: PlacedSite, column: PlacedColumn, articleId: string): string[] {
  const own = placed(site, column.id, articleId);
  return column.isHidden ? own : [...own, ...newestOf(site, column.kind)];
}

/**
 * An item came back to its old place, on an archive page of its column. `isOld`: so many are newer that no other site
 * shows it among the newest.
 */
export function tagsOfReturnedItem(
  site: PlacedSite,
  column: PlacedColumn,
  itemId: string,
  { archivePage, isOld }: { archivePage: number; isOld: boolean },
): string[] {
  const tags = isOld ? placed(site, column.id, itemId) : tagsOfNewItem(site, column, itemId);
  return [...tags, TAGS.archive(site.id, column.id, archivePage)];
}

/** An item left its column, or all visitors: what shows it names it. */
export function tagsOfGoneItem(site: PlacedSite, columnId: string, itemId: string): string[] {
  return [TAGS.article(site.id, itemId), TAGS.items(site.id), TAGS.column(site.id, columnId)];
}

/** The text of a public item changed, and nothing about where it stands. */
export function tagsOfItemText(site: PlacedSite, itemId: string): string[] {
  return [TAGS.article(site.id, itemId), TAGS.items(site.id)];
}

/** Columns of other sites into which their carried item comes back, at a place that only they know. */
export function tagsOfCarriers(links: { siteId: string; columnId: string }[]): string[] {
  return links.flatMap(({ siteId, columnId }) => [
    TAGS.items(siteId),
    TAGS.column(siteId, columnId),
    TAGS.head(siteId, columnId),
    TAGS.reorder(siteId, columnId),
  ]);
}

/** A column came, went or changed among those it stands with: at the top, or below another. */
export function tagsOfRow(site: { id: string }, parentId: string | null): string[] {
  return [TAGS.columns(site.id), parentId ? TAGS.under(site.id, parentId) : TAGS.menu(site.id)];
}

/** A column changed its name, address, kind or visibility: also lists of other sites skip hidden ones. */
export function tagsOfColumn(site: PlacedSite, column: Omit<PlacedColumn, 'isHidden'>): string[] {
  return [
    TAGS.columns(site.id),
    TAGS.items(site.id),
    TAGS.column(site.id, column.id),
    TAGS.head(site.id, column.id),
    ...newestOf(site, column.kind),
  ];
}

/** A site has other addresses: it and everything below whose addresses begin with its own. */
export function tagsOfAddresses(siteIds: string[]): string[] {
  return siteIds.flatMap((id) => [TAGS.site(id), TAGS.place(id)]);
}

/** A site opened or closed: its parent may now have the first site below it, or none. */
export function tagsOfOpening({ lineage }: PlacedSite): string[] {
  const parent = lineage.at(-2);
  return parent ? [TAGS.openBelow(parent)] : [];
}

/** A site's names, order or state changed: what it shows of itself, and what others show of it. */
export function tagsOfSite(site: PlacedSite): string[] {
  const parent = site.lineage.at(-2);
  return [
    TAGS.directory,
    TAGS.site(site.id),
    TAGS.place(site.id),
    ...(parent ? [TAGS.children(parent)] : []),
    ...SHOWN_ELSEWHERE.flatMap((kind) => newestOf(site, kind)),
  ];
}
