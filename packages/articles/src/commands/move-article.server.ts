import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { countItem, demandHoldsItems, lockColumns, renewDates, takePlace } from '@zhanqun/columns/server';
import { DomainError, newId } from '@zhanqun/kit';
import { recordChange, tagsOfGoneItem, tagsOfNewItem } from '@zhanqun/publishing/server';
import { demandNoFurtherLevels, levelsFor } from '@zhanqun/review/server';
import { projectArticles } from '@zhanqun/search/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { type MoveArticleInput, moveArticleInput } from '../schema';

/** Moves an item to another column of the site. A published one takes the newest place there and keeps its time. */
export async function moveArticle(context: SiteContext, input: MoveArticleInput): Promise<void> {
  const { articleId, columnId } = parseInput(moveArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  await withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'move');
    const column = await demandHoldsItems(tx, site.id, columnId);
    if (article.columnId === columnId) throw new DomainError('CONFLICT', `它已经在“${column.name}”里。`);
    if (article.state === 'PUBLISHED') {
      const here = await levelsFor(tx, site.id, article.columnId);
      demandNoFurtherLevels(here, await levelsFor(tx, site.id, columnId), column.name);
    }
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
    await renewDates(tx, site.id, [article.columnId, columnId]);
    await projectArticles(tx, site.id, { articleIds: [articleId] });
    await recordChange(tx, site.id, {
      tags: [...tagsOfGoneItem(site, article.columnId, articleId), ...tagsOfNewItem(site, column, articleId)],
      cause,
    });
  });
}
