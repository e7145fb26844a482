import type { Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { recordNotices } from '@zhanqun/notices/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { nearestReviewers, type ReviewStaff } from './people.server';
import { countLevels, type ReviewLevel } from './schema';

export interface LaterSubject {
  articleId: string;
  revisionId: string;
  title: string;
  /** Whoever wrote it, and whoever forced it. */
  hands: string[];
  /** Those that it did not pass. */
  levels: readonly ReviewLevel[];
  reason: string;
  people: ReviewStaff;
}

/**
 * Puts what was published past its levels on the list of those who look at it afterwards: somebody above the site where
 * a level asked for that.
 */
export async function openLaterReview(tx: Transaction, context: SiteContext, subject: LaterSubject): Promise<void> {
  const { site, actor, now } = context;
  const { articleId, revisionId, title, levels, reason, people } = subject;
  const personIds = [...new Set(subject.hands)];
  const place = countLevels(levels, 'ABOVE') > 0 ? 'ABOVE' : 'SITE';
  await tx.laterReview.createMany({
    data: [
      {
        siteId: site.id,
        id: newId(now.getTime()),
        articleId,
        revisionId,
        place,
        personIds,
        reason,
        forcedById: actor.accountId,
        forcedByName: actor.name,
        forcedAt: now,
      },
    ],
  });
  await recordNotices(tx, context, {
    kind: 'LATER_WAITS',
    accountIds: nearestReviewers(people, place, personIds),
    subjectType: 'Article',
    subjectId: articleId,
    summary: `“${title}”未经审核由${actor.name}强制发布，等您补审：${reason}`,
  });
}
