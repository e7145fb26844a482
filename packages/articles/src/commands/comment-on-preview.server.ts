import { parseInput } from '@zhanqun/access';
import { DomainError, newId, notFound } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { isKeptSecret, SECRECY_FACTS } from '../kept-secret';
import { type CommentOnPreviewInput, commentOnPreviewInput, MOST_PREVIEW_COMMENTS } from '../schema';

/**
 * Keeps what the reader of a signed preview says about it. The caller has checked the signature, which is the right to
 * do so, and how often one address asks. Nothing is kept of the reader but the name that was typed; the row is its own
 * record, so the log, which keeps for ever, has no line. Throws TOO_MANY, NOT_FOUND.
 */
export async function commentOnPreview(
  context: Pick<SiteContext, 'db' | 'site' | 'now'>,
  input: CommentOnPreviewInput,
): Promise<void> {
  const { articleId, revisionId, name, text } = parseInput(commentOnPreviewInput, input);
  const { site, now } = context;
  await withSite(context, async (tx) => {
    const where = { siteId: site.id, articleId, id: revisionId };
    const select = { createdAt: true, article: { select: SECRECY_FACTS } };
    const revision = await tx.articleRevision.findFirst({ where, select });
    if (!revision || isKeptSecret(revision.article, revision.createdAt)) throw notFound('版本');
    const said = await tx.previewComment.count({ where: { siteId: site.id, revisionId } });
    if (said >= MOST_PREVIEW_COMMENTS) {
      throw new DomainError('TOO_MANY', '这一版的意见已经很多，请直接联系发给您链接的人。');
    }
    await tx.previewComment.createMany({
      data: [{ siteId: site.id, id: newId(now.getTime()), articleId, revisionId, name, text, at: now }],
    });
  });
}
