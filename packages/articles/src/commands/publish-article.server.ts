import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { countItem, takePlace } from '@zhanqun/columns/server';
import { DomainError, newId, notFound } from '@zhanqun/kit';
import {
  MOST_SHOWN_ELSEWHERE,
  recordChange,
  tagsOfItemText,
  tagsOfNewItem,
  tagsOfReturnedItem,
} from '@zhanqun/publishing/server';
import { projectArticles } from '@zhanqun/search/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { tagsAtCarriers } from '../carriers.server';
import { archivePageOf } from '../public-queries.server';
import { type PublishArticleInput, publishArticleInput } from '../schema';

/**
 * Makes a revision the public one. The first publication sets the time, which never moves afterwards, and takes the
 * next place in the column; a correction or a return after a withdrawal keeps both.
 */
export async function publishArticle(
  context: SiteContext,
  input: PublishArticleInput,
): Promise<{ firstPublishedAt: Date; revisionNumber: number }> {
  const { articleId, revisionNumber } = parseInput(publishArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:publish', site);
  return withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'publish');
    const revision = await tx.articleRevision.findFirst({
      where: {
        siteId: site.id,
        articleId,
        ...(revisionNumber ? { number: revisionNumber } : { id: article.latestRevisionId }),
      },
      select: { id: true, number: true, title: true },
    });
    if (!revision) throw notFound('版本');
    if (article.publishedRevisionId === revision.id) {
      throw new DomainError('CONFLICT', `第 ${revision.number} 版已经公开，没有新的修改需要发布。`);
    }
    const firstPublishedAt = article.firstPublishedAt ?? now;
    const placement = await tx.placement.findFirst({
      where: { siteId: site.id, articleId },
      select: { ordinal: true, column: { select: { id: true, kind: true, isHidden: true } } },
    });
    let tags = tagsOfItemText(site, articleId);
    if (!placement) {
      const { ordinal, column } = await takePlace(tx, site.id, article.columnId);
      tags = tagsOfNewItem(site, column, articleId);
      await tx.placement.createMany({
        data: [
          {
            siteId: site.id,
            id: newId(now.getTime()),
            columnId: article.columnId,
            ordinal,
            articleId,
            firstPublishedAt,
          },
        ],
      });
    } else if (article.state === 'WITHDRAWN') {
      await countItem(tx, site.id, article.columnId, 1);
      const newer = await tx.placement.count({
        where: {
          siteId: site.id,
          columnId: article.columnId,
          firstPublishedAt: { gt: firstPublishedAt },
          article: { state: 'PUBLISHED' },
        },
        take: MOST_SHOWN_ELSEWHERE,
      });
      tags = tagsOfReturnedItem(site, placement.column, articleId, {
        archivePage: archivePageOf(placement.ordinal),
        isOld: newer >= MOST_SHOWN_ELSEWHERE,
      });
    }
    if (article.state === 'WITHDRAWN') tags.push(...(await tagsAtCarriers(tx, site.id, articleId)));
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: {
        state: 'PUBLISHED',
        publishedRevisionId: revision.id,
        firstPublishedAt,
        withdrawnAt: null,
        withdrawReason: '',
        version: { increment: 1 },
        updatedAt: now,
      },
    });
    await projectArticles(tx, site.id, { articleIds: [articleId] });
    const cause = `发布“${revision.title}”第 ${revision.number} 版`;
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:publish', articleId, cause)]);
    await recordChange(tx, site.id, { tags, cause });
    return { firstPublishedAt, revisionNumber: revision.number };
  });
}
