import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { formatDateTime } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { dropSchedules } from '../schedules.server';
import { type UnscheduleArticleInput, unscheduleArticleInput } from '../schema';

/** A text that waits for its time waits no longer: it can be changed, and where there are levels passes them again. */
export async function unscheduleArticle(context: SiteContext, input: UnscheduleArticleInput): Promise<void> {
  const { articleId } = parseInput(unscheduleArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:publish', site);
  await withSite(context, async (tx) => {
    const { title, publishAt } = await articleFor(tx, context, articleId, 'unschedule');
    await dropSchedules(tx, site.id, articleId, 'PUBLISH');
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { version: { increment: 1 }, updatedAt: now },
    });
    const summary = `取消“${title}”在 ${publishAt ? formatDateTime(publishAt) : ''} 的定时发布`;
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:publish', articleId, summary)]);
  });
}
