import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { renewDates, takePlace } from '@zhanqun/columns/server';
import { isUniqueViolation, sqlState } from '@zhanqun/db';
import { DomainError, newId, notFound } from '@zhanqun/kit';
import { recordChange, tagsOfCarriedItem } from '@zhanqun/publishing/server';
import type { ReviewLevel } from '@zhanqun/review/schema';
import { levelsFor, standingOf } from '@zhanqun/review/server';
import { asVisitor, type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type CarryItemInput, carryItemInput } from '../schema';

function demandLastLevel({ actor, site }: SiteContext, levels: readonly ReviewLevel[], columnName: string): void {
  const last = levels.at(-1);
  if (!last || standingOf(actor, site, { place: last.place, personIds: [] }).may) return;
  throw new DomainError(
    'FORBIDDEN',
    `“${columnName}”里的内容要经 ${levels.length} 级审核，转载由能做最后一级“${last.name}”的人决定。请联系他们，或转载到不用审核的栏目。`,
  );
}

/**
 * Lets an item that another site published and shared stand in a column of this site: live, so that it follows every
 * correction and goes with a withdrawal. Throws NOT_FOUND for what is not published and shared, CONFLICT for a second
 * time or an own item. What stands in a column with levels was looked at here: only who may decide its last level carries
 * something into it, else FORBIDDEN.
 */
export async function carryItem(context: SiteContext, input: CarryItemInput): Promise<{ linkId: string }> {
  const { sourceSiteId, sourceArticleId, columnId } = parseInput(carryItemInput, input);
  const { site, actor, now } = context;
  demand(actor, 'link:carry', site);
  if (sourceSiteId === site.id) throw new DomainError('CONFLICT', '这是本站自己的内容，不需要转载。');
  const source = await asVisitor(context, (tx) =>
    tx.article.findFirst({
      where: { siteId: sourceSiteId, id: sourceArticleId, isShared: true },
      select: { firstPublishedAt: true, publishedRevision: { select: { title: true } } },
    }),
  );
  if (!source?.publishedRevision || !source.firstPublishedAt) throw notFound('共享内容');
  const { firstPublishedAt } = source;
  const { title } = source.publishedRevision;
  const linkId = newId(now.getTime());
  try {
    await withSite(context, async (tx) => {
      const { ordinal, column } = await takePlace(tx, site.id, columnId);
      demandLastLevel(context, await levelsFor(tx, site.id, columnId), column.name);
      await tx.contentLink.createMany({
        data: [
          {
            siteId: site.id,
            id: linkId,
            sourceSiteId,
            sourceArticleId,
            columnId,
            createdById: actor.accountId,
            createdByName: actor.name,
            createdAt: now,
          },
        ],
      });
      await tx.placement.createMany({
        data: [{ siteId: site.id, id: newId(now.getTime()), columnId, ordinal, linkId, firstPublishedAt }],
      });
      await renewDates(tx, site.id, [columnId]);
      await recordAudit(tx, { ...context, siteId: site.id }, [
        {
          action: 'link:carry',
          subjectType: 'ContentLink',
          subjectId: linkId,
          summary: `转载“${title}”`,
          detail: { sourceSiteId, sourceArticleId },
        },
      ]);
      const tags = tagsOfCarriedItem(site, columnId, linkId);
      await recordChange(tx, site.id, { tags, cause: `转载“${title}”` });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('CONFLICT', '本站已经转载了这篇内容。');
    // Withdrawn or unshared since it was read: the database's own policy has the last word.
    if (sqlState(error) === '42501') throw notFound('共享内容');
    throw error;
  }
  return { linkId };
}
