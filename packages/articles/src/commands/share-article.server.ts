import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError } from '@zhanqun/kit';
import { recordChange } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { tagsAtCarriers } from '../carriers.server';
import { type ShareArticleInput, shareArticleInput } from '../schema';

/** Lets the other sites of the group carry a published item. */
export async function shareArticle(context: SiteContext, input: ShareArticleInput): Promise<void> {
  const { articleId } = parseInput(shareArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:share', site);
  await withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'share');
    if (article.isShared) throw new DomainError('CONFLICT', '这篇内容已经共享。');
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { isShared: true, sharedAt: now, version: { increment: 1 }, updatedAt: now },
    });
    const cause = `共享“${article.title}”`;
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:share', articleId, cause)]);
    // Its own pages stay as they are; sites that carried it before have it back.
    const tags = await tagsAtCarriers(tx, site.id, articleId);
    if (tags.length > 0) await recordChange(tx, site.id, { tags, cause });
  });
}
