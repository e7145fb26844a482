import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordNotices, settleNotices } from '@zhanqun/notices/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { standingOf } from '../people.server';
import { type DecideLaterReviewInput, decideLaterReviewInput } from '../schema';

/**
 * Looks afterwards at what was published past its levels. An objection changes nothing by itself: whoever forced and
 * wrote it is told, and corrects or withdraws it. Throws FORBIDDEN for those with a hand in it, CONFLICT when decided.
 */
export async function decideLaterReview(context: SiteContext, input: DecideLaterReviewInput): Promise<void> {
  const { laterReviewId, decision, comment } = parseInput(decideLaterReviewInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:review', site);
  await withSite(context, async (tx) => {
    const later = await tx.laterReview.findFirst({
      where: { siteId: site.id, id: laterReviewId },
      select: { articleId: true, place: true, personIds: true, revision: { select: { title: true } } },
    });
    if (!later) throw notFound('补审');
    const { articleId, personIds, revision } = later;
    const standing = standingOf(actor, site, later);
    if (!standing.may) {
      const isAbove = standing.because === 'decided above' || standing.because === 'reads';
      const sentence = isAbove
        ? '这篇内容由上级站点的审核员补审，您不能代为补审。'
        : '这篇内容由您或您所代的人起草或强制发布，要由另一个人补审。';
      throw new DomainError('FORBIDDEN', sentence);
    }
    const decidedByName = actor.name + (standing.onBehalfOf ? `（代${standing.onBehalfOf.name}）` : '');
    const { count } = await tx.laterReview.updateMany({
      where: { siteId: site.id, id: laterReviewId, state: 'OPEN' },
      data: { state: decision, decidedByName, decidedAt: now, comment },
    });
    if (count === 0) throw new DomainError('CONFLICT', '刚有别人补审过这篇内容，请刷新页面。');
    const isFine = decision === 'CONFIRMED';
    const told = `${isFine ? '补审无误' : '补审有问题'}${comment ? `：${comment}` : ''}`;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'article:review',
        subjectType: 'Article',
        subjectId: articleId,
        summary: `${standing.onBehalfOf ? `代${standing.onBehalfOf.name}：` : ''}“${revision.title}”事后${told}`,
        detail: { comment },
      },
    ]);
    await settleNotices(tx, context, { kind: 'LATER_WAITS', subjectId: articleId });
    await recordNotices(tx, context, {
      kind: isFine ? 'LATER_CONFIRMED' : 'LATER_OBJECTED',
      accountIds: personIds,
      subjectType: 'Article',
      subjectId: articleId,
      summary: `“${revision.title}”经${decidedByName}${told}${isFine ? '' : '。请更正或撤回'}`,
    });
  });
}
