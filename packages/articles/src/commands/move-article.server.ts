import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { countItem, demandHoldsItems, lockColumns, takePlace } from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError, newId } from '@zhanqun/kit';
import { recordChange, tagsOfGoneItem, tagsOfNewItem } from '@zhanqun/publishing/server';
import { countLevels, REVIEW_PLACES } from '@zhanqun/review/schema';
import { levelsFor } from '@zhanqun/review/server';
import { projectArticles } from '@zhanqun/search/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { type MoveArticleInput, moveArticleInput } from '../schema';

/** What is public has passed the levels of its own column: a column with more of them is not entered by moving. */
async function demandNoMoreLevels(
  tx: Transaction,
  siteId: string,
  from: string,
  to: { id: string; name: string },
): Promise<void> {
  const [here, there] = [await levelsFor(tx, siteId, from), await levelsFor(tx, siteId, to.id)];
  if (REVIEW_PLACES.every((place) => countLevels(there, place) <= countLevels(here, place))) return;
  throw new DomainError(
    'CONFLICT',
    `“${to.name}”的内容要经过 ${there.length} 级审核，不能直接移过去。请先撤回，移过去以后再提交审核。`,
  );
}

/** Moves an item to another column of the site. A published one takes the newest place there and keeps its time. */
export async function moveArticle(context: SiteContext, input: MoveArticleInput): Promise<void> {
  const { articleId, columnId } = parseInput(moveArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  await withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'move');
    const column = await demandHoldsItems(tx, site.id, columnId);
    if (article.columnId === columnId) throw new DomainError('CONFLICT', `它已经在“${column.name}”里。`);
    if (article.state === 'PUBLISHED') await demandNoMoreLevels(tx, site.id, article.columnId, column);
    // Before the new column is named: naming it holds it, and columns are held in one order.
    await lockColumns(tx, site.id, [article.columnId, columnId]);
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { columnId, version: { increment: 1 }, updatedAt: now },
    });
    // A withdrawn item leaves its place and takes a new one when it returns.
    await tx.placement.deleteMany({ where: { siteId: site.id, articleId } });
    const cause = `把“${article.title}”移到“${column.name}”`;
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:write', articleId, cause)]);
    if (article.state !== 'PUBLISHED' || !article.firstPublishedAt) return;
    await countItem(tx, site.id, article.columnId, -1);
    const { ordinal } = await takePlace(tx, site.id, columnId);
    await tx.placement.createMany({
      data: [
        {
          siteId: site.id,
          id: newId(now.getTime()),
          columnId,
          ordinal,
          articleId,
          firstPublishedAt: article.firstPublishedAt,
        },
      ],
    });
    await projectArticles(tx, site.id, { articleIds: [articleId] });
    await recordChange(tx, site.id, {
      tags: [...tagsOfGoneItem(site, article.columnId, articleId), ...tagsOfNewItem(site, column, articleId)],
      cause,
    });
  });
}
