import type { Transaction } from '@zhanqun/db';

/** Names of what a public page can depend on. */
export const TAGS = {
  /** The directory of sites: names, states, addresses, themes. */
  directory: 'directory',
  site: (siteId: string) => `site:${siteId}`,
  home: (siteId: string) => `home:${siteId}`,
  columns: (siteId: string) => `columns:${siteId}`,
  column: (siteId: string, columnId: string) => `column:${siteId}/${columnId}`,
  article: (siteId: string, articleId: string) => `article:${siteId}/${articleId}`,
  /** The newest items of a site, as other sites show them. */
  news: (siteId: string) => `news:${siteId}`,
  /** The newest items of the sites below a site. */
  below: (siteId: string) => `below:${siteId}`,
} as const;

/** Everything that may show an item of a column: the item, its column, its site's home, and the sites above and below. */
export function tagsOfItem(site: { id: string; lineage: string[] }, columnId: string, articleId: string): string[] {
  const above = site.lineage.filter((id) => id !== site.id);
  return [
    TAGS.article(site.id, articleId),
    TAGS.column(site.id, columnId),
    TAGS.home(site.id),
    TAGS.news(site.id),
    ...above.map(TAGS.below),
  ];
}

/** Tells what became visible or invisible, in the transaction of the change. */
export async function recordChange(tx: Transaction, siteId: string, tags: string[]): Promise<void> {
  await tx.publicChange.createMany({ data: [{ siteId, tags: [...new Set(tags)] }] });
}

/** The same for several changes at once, a line for each: what bulk commands write. */
export async function recordChanges(tx: Transaction, siteId: string, changes: string[][]): Promise<void> {
  if (changes.length === 0) return;
  const lines = JSON.stringify(changes.map((tags) => [...new Set(tags)]));
  await tx.$executeRaw`
    INSERT INTO "PublicChange" ("siteId", tags)
    SELECT ${siteId}, ARRAY(SELECT json_array_elements_text(line)) FROM json_array_elements(${lines}::json) AS line`;
}
