import { demand, parseInput } from '@zhanqun/access';
import { demandHoldsItems } from '@zhanqun/columns/server';
import { DomainError } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { demandFiles, prepareRevision } from '../revision.server';
import { type CreateArticlesInBulkInput, createArticlesInBulkInput } from '../schema';
import { writeArticles } from '../write-articles.server';

/**
 * Makes published items at once; returns their ids, oldest first. A publication time of the past is taken only from
 * the operator, and only on a demonstration site: elsewhere the server alone says when an item was published.
 */
export async function createArticlesInBulk(context: SiteContext, input: CreateArticlesInBulkInput): Promise<string[]> {
  const { articles } = parseInput(createArticlesInBulkInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  demand(actor, 'article:publish', site);
  const isHistorical = articles.some((article) => article.firstPublishedAt);
  if (isHistorical && (actor.kind !== 'SYSTEM' || !site.isDemonstration)) {
    throw new DomainError('FORBIDDEN', '发布时间由系统记录，不能指定。');
  }
  const items = articles.map(({ columnId, firstPublishedAt = now, ...text }) => ({
    columnId,
    firstPublishedAt,
    prepared: prepareRevision(site, text),
  }));
  if (items.length === 0) return [];
  return withSite(context, async (tx) => {
    for (const columnId of new Set(items.map((item) => item.columnId))) {
      await demandHoldsItems(tx, site.id, columnId);
    }
    await demandFiles(
      tx,
      site.id,
      items.map((item) => item.prepared),
    );
    return writeArticles(tx, context, items);
  });
}
