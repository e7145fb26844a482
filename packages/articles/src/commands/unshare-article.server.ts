import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { type ShareArticleInput, shareArticleInput } from '../schema';

/** Ends sharing: the item stays on its own site and leaves every site that carries it. */
export async function unshareArticle(context: SiteContext, input: ShareArticleInput): Promise<void> {
  const { articleId } = parseInput(shareArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:share', site);
  await withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'unshare');
    if (!article.isShared) throw new DomainError('CONFLICT', '这篇内容没有共享。');
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { isShared: false, sharedAt: null, version: { increment: 1 }, updatedAt: now },
    });
    const cause = `取消共享“${article.title}”`;
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:share', articleId, cause)]);
    await recordChange(tx, site.id, { tags: [TAGS.shared(site.id, articleId)], cause, takesAway: true });
  });
}
