import type { Transaction } from '@zhanqun/db';
import { DomainError, formatDateTime, newId } from '@zhanqun/kit';
import { type NewNotice, recordNotices, settleNotices } from '@zhanqun/notices/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { demandLevels } from './chains.server';
import { missingLevelFor } from './missing-reviewers';
import { nearestReviewers, nearestSite, type ReviewStaff, type ReviewStanding, standingOf } from './people.server';
import { type ReviewDecision, type ReviewLevel, type ReviewState, reviewLevels } from './schema';

interface Principal {
  accountId: string;
  name: string;
}

/** The steps of a review inside the transaction that changes its item; the caller holds the item. */
interface OpenReview {
  id: string;
  revisionId: string;
  level: number;
  levels: ReviewLevel[];
  /** When it shall be public, if not with the last approval. */
  publishAt: Date | null;
  /** Who is away and had this decided by a deputy. */
  onBehalfOf: Principal | undefined;
}

async function readOpen(tx: Transaction, siteId: string, reviewId: string) {
  const row = await tx.review.findFirst({
    where: { siteId, id: reviewId, state: 'OPEN' },
    select: {
      id: true,
      articleId: true,
      revisionId: true,
      level: true,
      levels: true,
      place: true,
      personIds: true,
      publishAt: true,
      revision: { select: { title: true } },
    },
  });
  if (!row) throw new DomainError('CONFLICT', '这次审核已经结束，请刷新页面。');
  return { ...row, levels: reviewLevels.parse(row.levels) };
}

async function recordStep(
  tx: Transaction,
  { site, actor, now }: SiteContext,
  {
    onBehalfOf,
    ...step
  }: {
    reviewId: string;
    level: number;
    decision: ReviewDecision;
    comment?: string;
    onBehalfOf?: Principal | undefined;
  },
): Promise<void> {
  const person = {
    personId: actor.accountId,
    personName: actor.name,
    onBehalfOfId: onBehalfOf?.accountId ?? '',
    onBehalfOfName: onBehalfOf?.name ?? '',
    at: now,
  };
  await tx.reviewStep.createMany({ data: [{ siteId: site.id, id: newId(now.getTime()), ...person, ...step }] });
}

type OpenRow = Awaited<ReturnType<typeof readOpen>>;

function notice(
  kind: NewNotice['kind'],
  { articleId }: Pick<OpenRow, 'articleId'>,
  accountIds: string[],
  summary: string,
) {
  return { kind, accountIds, subjectType: 'Article', subjectId: articleId, summary } as const;
}

/** Tells those who may decide at a level that it waits for them. */
function tellWaiting(
  tx: Transaction,
  context: SiteContext,
  review: { articleId: string; title: string; levels: ReviewLevel[]; level: number; hands: string[] },
  people: ReviewStaff,
): Promise<void> {
  const { levels, level, hands, title } = review;
  const { name, place } = levels[level - 1] as ReviewLevel;
  const summary = `“${title}”等您审核：第 ${level} 级“${name}”，共 ${levels.length} 级`;
  return recordNotices(tx, context, notice('REVIEW_WAITS', review, nearestReviewers(people, place, hands), summary));
}

/** Who wrote or submitted: all with a hand in it but its reviewers. */
async function writersOf(tx: Transaction, siteId: string, { id, personIds }: OpenRow): Promise<string[]> {
  const steps = await tx.reviewStep.findMany({
    where: { siteId, reviewId: id, decision: 'APPROVE' },
    select: { personId: true, onBehalfOfId: true },
  });
  return personIds.filter(
    (person) => !steps.some(({ personId, onBehalfOfId }) => personId === person || onBehalfOfId === person),
  );
}

/** Whose people a level waits for at first; see `holdReviews`. Nobody yet is found out by the next look. */
function heldBy({ site }: SiteContext, people: ReviewStaff, { place }: ReviewLevel, hands: readonly string[]) {
  const holder = nearestSite(people, site, place, hands);
  return holder === ''
    ? { holderSiteId: null, homeSiteId: site.id, movedUpAt: null }
    : { holderSiteId: holder, homeSiteId: holder, movedUpAt: null };
}

export interface ReviewSubject {
  articleId: string;
  title: string;
  revisionId: string;
  /** Whoever wrote at the text since it was last public. */
  writerIds: string[];
  /** What the submitter works for. */
  unit: string;
  levels: ReviewLevel[];
  /** Who could review at present: asked before the transaction. */
  people: ReviewStaff;
  publishAt?: Date | undefined;
}

/**
 * Puts a revision at the first of its levels. Returns the id of the review. Throws CONFLICT where there is no level,
 * or where one would wait for somebody who is not there.
 */
export async function openReview(tx: Transaction, context: SiteContext, subject: ReviewSubject): Promise<string> {
  const { site, actor, now } = context;
  const { articleId, title, revisionId, writerIds, unit, levels, people, publishAt = null } = subject;
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
        ...heldBy(context, people, levels[0] as ReviewLevel, hands),
        personIds: hands,
        submittedByName: actor.name,
        submittedByUnit: unit,
        submittedAt: now,
        publishAt,
      },
    ],
  });
  await recordStep(tx, context, { reviewId: id, level: 0, decision: 'SUBMIT' });
  await tellWaiting(tx, context, { articleId, title, levels, level: 1, hands }, people);
  return id;
}

/** Why somebody does not decide about an item, as a sentence. */
export function whyNot(standing: Extract<ReviewStanding, { may: false }>): string {
  if (standing.because === 'had a hand in it') return '这篇内容由您起草、提交或已由您审核过，要由另一个人审核。';
  if (standing.because === 'principal had a hand in it') {
    return `您代${standing.name}审核，而这篇内容由${standing.name}起草、提交或审核过，要由另一个人审核。`;
  }
  return '这一级由上级站点的审核员审核，您不能代为审核。';
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
  const standing = standingOf(actor, site, review);
  if (!standing.may) throw new DomainError('FORBIDDEN', whyNot(standing));
  return { ...review, onBehalfOf: standing.onBehalfOf };
}

/** Others that were asked to review it have nothing to do any more. */
async function settle(tx: Transaction, context: SiteContext, { articleId }: Pick<OpenRow, 'articleId'>): Promise<void> {
  for (const kind of ['REVIEW_WAITS', 'REVIEW_STRANDED'] as const) {
    await settleNotices(tx, context, { kind, subjectId: articleId });
  }
}

function shownFrom({ publishAt }: OpenRow, now: Date): string {
  return publishAt && publishAt > now ? `将于 ${formatDateTime(publishAt)} 发布` : '已经发布';
}

/** Passes the level that its reviewer has seen. `isPassed` when it was the last one. Throws STALE when it is another. */
export async function approveLevel(
  tx: Transaction,
  context: SiteContext,
  { people, ...step }: { reviewId: string; level: number; comment: string; people: ReviewStaff },
): Promise<OpenReview & { isPassed: boolean }> {
  const { site, actor, now } = context;
  const review = await readForDecision(tx, context, step.reviewId, step.level);
  const { onBehalfOf } = review;
  const decided = [actor.accountId, ...(onBehalfOf ? [onBehalfOf.accountId] : [])];
  const next = review.levels[review.level];
  await tx.review.updateMany({
    where: { siteId: site.id, id: review.id },
    data: next
      ? {
          level: review.level + 1,
          place: next.place,
          ...heldBy(context, people, next, [...review.personIds, ...decided]),
          personIds: { push: decided },
        }
      : { state: 'PASSED', endedAt: now, personIds: { push: decided } },
  });
  await settle(tx, context, review);
  const { title } = review.revision;
  if (next) {
    const hands = [...review.personIds, ...decided];
    await tellWaiting(tx, context, { ...review, title, level: review.level + 1, hands }, people);
  } else {
    const writers = await writersOf(tx, site.id, review);
    await recordNotices(
      tx,
      context,
      notice('REVIEW_PASSED', review, writers, `“${title}”审核通过，${shownFrom(review, now)}`),
    );
  }
  await recordStep(tx, context, { ...step, decision: 'APPROVE', onBehalfOf });
  return { ...review, isPassed: !next };
}

export async function returnReview(
  tx: Transaction,
  context: SiteContext,
  step: { reviewId: string; comment: string },
): Promise<OpenReview> {
  const review = await readForDecision(tx, context, step.reviewId);
  await settle(tx, context, review);
  await end(tx, context, step.reviewId, 'RETURNED');
  await recordStep(tx, context, { ...step, level: review.level, decision: 'RETURN', onBehalfOf: review.onBehalfOf });
  const writers = await writersOf(tx, context.site.id, review);
  const summary = `“${review.revision.title}”被${context.actor.name}退回修改：${step.comment}`;
  await recordNotices(tx, context, notice('REVIEW_RETURNED', review, writers, summary));
  return review;
}

type Closing =
  | { reviewId: string; decision: 'RECALL'; people: ReviewStaff }
  | { reviewId: string; decision: 'END'; comment: string };

/** Taken back by whoever may write, or ended because of what became of its item. Returns its levels. */
export async function closeReview(tx: Transaction, context: SiteContext, closing: Closing): Promise<ReviewLevel[]> {
  const { site, actor } = context;
  const { reviewId, decision } = closing;
  const review = await readOpen(tx, site.id, reviewId);
  const { level, place, personIds, revision } = review;
  const isRecall = decision === 'RECALL';
  await settle(tx, context, review);
  await end(tx, context, reviewId, isRecall ? 'RECALLED' : 'ENDED');
  const comment = isRecall ? '' : closing.comment;
  await recordStep(tx, context, { reviewId, decision, level, comment });
  if (isRecall) {
    const summary = `“${revision.title}”被${actor.name}收回，不用再审核`;
    const told = nearestReviewers(closing.people, place, personIds);
    await recordNotices(tx, context, notice('REVIEW_RECALLED', review, told, summary));
  } else {
    const told = await writersOf(tx, site.id, review);
    const summary = `“${revision.title}”的审核终止：${comment}`;
    await recordNotices(tx, context, notice('REVIEW_ENDED', review, told, summary));
  }
  return review.levels;
}

async function end(tx: Transaction, { site, now }: SiteContext, id: string, state: ReviewState): Promise<void> {
  await tx.review.updateMany({ where: { siteId: site.id, id }, data: { state, endedAt: now } });
}
