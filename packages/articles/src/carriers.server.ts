import type { Transaction } from '@zhanqun/db';
import { tagsOfCarriers } from '@zhanqun/publishing/server';

/** What changes on the sites that carry an item when visitors may see it again. Read by the item's own site. */
export async function tagsAtCarriers(tx: Transaction, siteId: string, articleId: string): Promise<string[]> {
  const links = await tx.contentLink.findMany({
    where: { sourceSiteId: siteId, sourceArticleId: articleId },
    select: { siteId: true, columnId: true },
  });
  return tagsOfCarriers(links);
}
