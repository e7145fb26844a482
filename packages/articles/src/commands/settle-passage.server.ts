import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { notFound } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry } from '../article-row.server';
import { type SettlePassageInput, settlePassageInput } from '../schema';

/** A writer has done what a reviewer asked for at some words. A second time changes nothing. Throws NOT_FOUND. */
export async function settlePassage(context: SiteContext, input: SettlePassageInput): Promise<void> {
  const { articleId, commentId } = parseInput(settlePassageInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  await withSite(context, async (tx) => {
    const where = { siteId: site.id, articleId, id: commentId };
    const comment = await tx.passageComment.findFirst({ where, select: { quote: true, settledAt: true } });
    if (!comment) throw notFound('意见');
    if (comment.settledAt) return;
    await tx.passageComment.updateMany({ where, data: { settledAt: now, settledByName: actor.name } });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      articleEntry('article:write', articleId, `处理完对“${comment.quote.slice(0, 20)}”的审核意见`),
    ]);
  });
}
