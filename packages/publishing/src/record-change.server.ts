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
} as const;

/** Tells what became visible or invisible, in the transaction of the change. */
export async function recordChange(tx: Transaction, siteId: string, tags: string[]): Promise<void> {
  await tx.publicChange.createMany({ data: [{ siteId, tags: [...new Set(tags)] }] });
}
