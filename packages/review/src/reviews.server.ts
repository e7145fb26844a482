import type { Transaction } from '@zhanqun/db';
import { DomainError, newId } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { demandLevels } from './chains.server';
import { missingLevelFor, type ReviewPeople } from './missing-reviewers';
import { mayReview } from './people.server';
import { type ReviewDecision, type ReviewLevel, type ReviewState, reviewLevels } from './schema';

/** The steps of a review inside the transaction that changes its item; the caller holds the item. */
interface OpenReview {
  id: string;
  revisionId: string;
  level: number;
  levels: ReviewLevel[];
  /** When it shall be public, if not with the last approval. */
  publishAt: Date | null;
}

async function readOpen(tx: Transaction, siteId: string, reviewId: string) {
  const row = await tx.review.findFirst({
    where: { siteId, id: reviewId, state: 'OPEN' },
    select: { id: true, revisionId: true, level: true, levels: true, place: true, personIds: true, publishAt: true },
  });
  if (!row) throw new DomainError('CONFLICT', '这次审核已经结束，请刷新页面。');
  return { ...row, levels: reviewLevels.parse(row.levels) };
}

async function recordStep(
  tx: Transaction,
  { site, actor, now }: SiteContext,
  step: { reviewId: string; level: number; decision: ReviewDecision; comment?: string },
): Promise<void> {
  const person = { personId: actor.accountId, personName: actor.name, at: now };
  await tx.reviewStep.createMany({ data: [{ siteId: site.id, id: newId(now.getTime()), ...person, ...step }] });
}

export interface ReviewSubject {
  articleId: string;
  revisionId: string;
  /** Whoever wrote at the text since it was last public. */
  writerIds: string[];
  /** What the submitter works for. */
  unit: string;
  levels: ReviewLevel[];
  /** Who could review at present: asked before the transaction. */
  people: ReviewPeople;
  publishAt?: Date | undefined;
}

/**
 * Puts a revision at the first of its levels. Returns the id of the review. Throws CONFLICT where there is no level,
 * or where one would wait for somebody who is not there.
 */
export async function openReview(tx: Transaction, context: SiteContext, subject: ReviewSubject): Promise<string> {
  const { site, actor, now } = context;
  const { articleId, revisionId, writerIds, unit, levels, people, publishAt = null } = subject;
  demandLevels(levels);
  const hands = [...new Set([actor.accountId, ...writerIds])];
  const missing = missingLevelFor(levels, people, hands);
  if (missing !== undefined) {
    throw new DomainError(
      'CONFLICT',
      `第 ${missing} 级“${levels[missing - 1]?.name}”没有别的人可以审核：起草人、提交人和各级审核员必须是不同的人。` +
        '请由不担任审核的编辑起草和提交，或请站点管理员添加审核员。',
    );
  }
  const id = newId(now.getTime());
  await tx.review.createMany({
    data: [
      {
        siteId: site.id,
        id,
        articleId,
        revisionId,
        levels,
        place: (levels[0] as ReviewLevel).place,
        personIds: hands,
        submittedByName: actor.name,
        submittedByUnit: unit,
        submittedAt: now,
        publishAt,
      },
    ],
  });
  await recordStep(tx, context, { reviewId: id, level: 0, decision: 'SUBMIT' });
  return id;
}

/**
 * Throws FORBIDDEN unless the actor may decide at the present level: with the right, where the level asks for it, and
 * with no hand in the text so far (four eyes at every level).
 */
async function readForDecision(tx: Transaction, { site, actor }: SiteContext, reviewId: string, level?: number) {
  const review = await readOpen(tx, site.id, reviewId);
  if (level !== undefined && review.level !== level) {
    throw new DomainError('STALE', `这篇内容已经到第 ${review.level} 级审核，请刷新页面。`);
  }
  if (!mayReview(actor, site, review.place)) {
    throw new DomainError('FORBIDDEN', '这一级由上级站点的审核员审核，您不能代为审核。');
  }
  if (review.personIds.includes(actor.accountId)) {
    throw new DomainError('FORBIDDEN', '这篇内容由您起草、提交或已由您审核过，要由另一个人审核。');
  }
  return review;
}

/** Passes the level that its reviewer has seen. `isPassed` when it was the last one. Throws STALE when it is another. */
export async function approveLevel(
  tx: Transaction,
  context: SiteContext,
  step: { reviewId: string; level: number; comment: string },
): Promise<OpenReview & { isPassed: boolean }> {
  const { site, actor, now } = context;
  const review = await readForDecision(tx, context, step.reviewId, step.level);
  const next = review.levels[review.level];
  await tx.review.updateMany({
    where: { siteId: site.id, id: review.id },
    data: next
      ? { level: review.level + 1, place: next.place, personIds: { push: actor.accountId } }
      : { state: 'PASSED', endedAt: now, personIds: { push: actor.accountId } },
  });
  await recordStep(tx, context, { ...step, decision: 'APPROVE' });
  return { ...review, isPassed: !next };
}

export async function returnReview(
  tx: Transaction,
  context: SiteContext,
  step: { reviewId: string; comment: string },
): Promise<OpenReview> {
  const review = await readForDecision(tx, context, step.reviewId);
  await end(tx, context, step.reviewId, 'RETURNED');
  await recordStep(tx, context, { ...step, level: review.level, decision: 'RETURN' });
  return review;
}

/** Taken back by whoever may write, or ended because its item was withdrawn. */
export async function closeReview(
  tx: Transaction,
  context: SiteContext,
  step: { reviewId: string; decision: 'RECALL' | 'END'; comment?: string },
): Promise<void> {
  const { level } = await readOpen(tx, context.site.id, step.reviewId);
  await end(tx, context, step.reviewId, step.decision === 'RECALL' ? 'RECALLED' : 'ENDED');
  await recordStep(tx, context, { ...step, level });
}

async function end(tx: Transaction, { site, now }: SiteContext, id: string, state: ReviewState): Promise<void> {
  await tx.review.updateMany({ where: { siteId: site.id, id }, data: { state, endedAt: now } });
}
