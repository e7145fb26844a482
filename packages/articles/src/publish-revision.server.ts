import { countItem, renewDates, takePlace } from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import {
  MOST_SHOWN_ELSEWHERE,
  recordChange,
  TAGS,
  tagsOfItemText,
  tagsOfNewItem,
  tagsOfReturnedItem,
} from '@zhanqun/publishing/server';
import { projectArticles } from '@zhanqun/search/server';
import { recordOutput } from '@zhanqun/statistics/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { ArticleRow } from './article-row.server';
import { tagsAtCarriers } from './carriers.server';
import { archivePageOf } from './public-queries.server';
import { dropSchedules } from './schedules.server';

/** What it corrects is told with it, unless nothing was public before. */
async function tellCorrection(
  tx: Transaction,
  { site, now }: Pick<SiteContext, 'site' | 'now'>,
  { id: articleId, firstPublishedAt }: ArticleRow,
  revisionId: string,
): Promise<void> {
  if (!firstPublishedAt) return;
  const revision = await tx.articleRevision.findFirst({
    where: { siteId: site.id, id: revisionId },
    select: { correctionNote: true },
  });
  if (!revision?.correctionNote) return;
  await tx.correctionNote.createMany({
    data: [{ siteId: site.id, revisionId, articleId, text: revision.correctionNote, at: now }],
    // A revision that returns after a withdrawal has told it before.
    skipDuplicates: true,
  });
}

/** The policy documents whose pages name the item from now on, or did until now. */
async function tagsOfPolicies(tx: Transaction, siteId: string, revisionIds: (string | null)[]): Promise<string[]> {
  const rows = await tx.articleRevision.findMany({
    where: { siteId, id: { in: revisionIds.flatMap((id) => id ?? []) }, policyId: { not: null } },
    select: { policyId: true },
  });
  return rows.flatMap(({ policyId }) => (policyId ? [TAGS.article(siteId, policyId)] : []));
}

/**
 * Makes a revision of an item that is held the public one. The first publication sets the time, which never moves
 * afterwards, and takes the next place in the column; a correction or a return after a withdrawal keeps both.
 */
export async function publishRevision(
  tx: Transaction,
  { site, now }: SiteContext,
  article: ArticleRow,
  revision: { id: string; number: number; title: string },
  /** What was public elsewhere long ago is nobody's work of this month. */
  { isFormerWork = false }: { isFormerWork?: boolean } = {},
): Promise<{ firstPublishedAt: Date; cause: string }> {
  const articleId = article.id;
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
  await dropSchedules(tx, site.id, articleId, 'PUBLISH');
  await tx.tombstone.deleteMany({ where: { siteId: site.id, articleId } });
  await tx.article.updateMany({
    where: { siteId: site.id, id: articleId },
    data: {
      state: 'PUBLISHED',
      publishedRevisionId: revision.id,
      openReviewId: null,
      firstPublishedAt,
      withdrawnAt: null,
      withdrawReason: '',
      withdrawKind: null,
      replacedById: null,
      version: { increment: 1 },
      updatedAt: now,
    },
  });
  if (!article.firstPublishedAt && !isFormerWork) await recordOutput(tx, site.id, [articleId]);
  await tellCorrection(tx, { site, now }, article, revision.id);
  tags.push(...(await tagsOfPolicies(tx, site.id, [revision.id, article.publishedRevisionId])));
  await renewDates(tx, site.id, [article.columnId], { correctedAt: now });
  await projectArticles(tx, site.id, { articleIds: [articleId] });
  const cause = `发布“${revision.title}”第 ${revision.number} 版`;
  await recordChange(tx, site.id, { tags, cause });
  return { firstPublishedAt, cause };
}
