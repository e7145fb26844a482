import { demand, parseInput } from '@zhanqun/access';
import { demandHoldsItems } from '@zhanqun/columns/server';
import { DomainError } from '@zhanqun/kit';
import { demandNoLevels, levelsFor } from '@zhanqun/review/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { blocksIn, demandPassed } from '../check-article.server';
import { demandFiles, prepareRevision } from '../revision.server';
import { type CreateArticlesInBulkInput, createArticlesInBulkInput } from '../schema';
import { writeArticles } from '../write-articles.server';

/**
 * Makes published items at once; returns their ids, oldest first. A publication time of the past is taken only from
 * the operator, and only on a demonstration site: elsewhere the server alone says when an item was published, and what
 * its column's levels or the checks would stop is refused whole. Throws CONFLICT, FORBIDDEN, INVALID.
 */
export async function createArticlesInBulk(context: SiteContext, input: CreateArticlesInBulkInput): Promise<string[]> {
  const { articles } = parseInput(createArticlesInBulkInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  demand(actor, 'article:publish', site);
  const isDemonstration = actor.kind === 'SYSTEM' && site.isDemonstration;
  const isHistorical = articles.some((article) => article.firstPublishedAt);
  if (isHistorical && !isDemonstration) {
    throw new DomainError('FORBIDDEN', '发布时间由系统记录，不能指定。');
  }
  const items = articles.map(({ columnId, firstPublishedAt = now, ...text }) => ({
    columnId,
    firstPublishedAt,
    prepared: prepareRevision(site, text),
  }));
  if (items.length === 0) return [];
  if (!isDemonstration) {
    for (const { prepared } of items) demandPassed(context, await blocksIn(context, prepared.text), undefined);
  }
  return withSite(context, async (tx) => {
    for (const columnId of new Set(items.map((item) => item.columnId))) {
      await demandHoldsItems(tx, site.id, columnId);
      if (!isDemonstration) demandNoLevels(await levelsFor(tx, site.id, columnId));
    }
    await demandFiles(
      tx,
      site.id,
      items.map((item) => item.prepared),
    );
    return writeArticles(tx, context, items);
  });
}
