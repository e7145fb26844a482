import { notFound } from '@zhanqun/kit';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { levelsFor, NO_CHAIN, type ReviewChainView, readChains } from './chains.server';
import { missingLevel } from './missing-reviewers';
import { reviewPeopleOf } from './people.server';
import { type ReviewDecision, type ReviewLevel, type ReviewPlace, type ReviewState, reviewLevels } from './schema';

export type { ReviewChainView } from './chains.server';

/** The chain of the site, and those of the columns that have their own. */
export async function getReviewChains(
  context: SiteContext,
): Promise<{ site: ReviewChainView; columns: ReviewChainView[] }> {
  const chains = await readSite(context, (tx) => readChains(tx, context.site.id));
  return {
    site: chains.find((chain) => chain.columnId === undefined) ?? NO_CHAIN,
    columns: chains.filter((chain) => chain.columnId !== undefined),
  };
}

/** The first level that the present people cannot staff; undefined when they can staff all. */
export async function findMissingLevel(context: SiteContext, levels: ReviewLevel[]): Promise<number | undefined> {
  return missingLevel(levels, await reviewPeopleOf(context));
}

/** The levels that items of a column pass at present. */
export function getReviewLevels(context: SiteContext, columnId: string): Promise<ReviewLevel[]> {
  return readSite(context, (tx) => levelsFor(tx, context.site.id, columnId));
}

export interface LaterReviewView {
  id: string;
  articleId: string;
  revisionNumber: number;
  title: string;
  state: 'OPEN' | 'CONFIRMED' | 'OBJECTED';
  place: ReviewPlace;
  personIds: string[];
  reason: string;
  forcedByName: string;
  forcedAt: Date;
  decidedByName: string;
  decidedAt: Date | null;
  comment: string;
}

/** What was published past its levels, and what was found afterwards. Throws NOT_FOUND. */
export async function getLaterReview(context: SiteContext, laterReviewId: string): Promise<LaterReviewView> {
  const row = await readSite(context, (tx) =>
    tx.laterReview.findFirst({
      where: { siteId: context.site.id, id: laterReviewId },
      include: { revision: { select: { number: true, title: true } } },
    }),
  );
  if (!row) throw notFound('补审');
  const { revision, siteId: _site, revisionId: _revision, forcedById: _by, ...later } = row;
  return { ...later, revisionNumber: revision.number, title: revision.title };
}

export interface ReviewStepView {
  id: string;
  level: number;
  decision: ReviewDecision;
  personName: string;
  /** Whose deputy the person was; "" for one's own right. */
  onBehalfOfName: string;
  comment: string;
  at: Date;
}

export interface ReviewView {
  id: string;
  state: ReviewState;
  revisionNumber: number;
  levels: ReviewLevel[];
  level: number;
  place: ReviewPlace;
  personIds: string[];
  submittedAt: Date;
  /** When it shall be public, if not with the last approval. */
  publishAt: Date | null;
  /** Set while it waits for somebody further up than it did at first, or for nobody (""). */
  movedUpTo: string | undefined;
  steps: ReviewStepView[];
}

/** How a review of an item went, step by step: the newest when none is named. */
export async function findReviewOfItem(
  context: SiteContext,
  articleId: string,
  reviewId?: string,
): Promise<ReviewView | undefined> {
  const row = await readSite(context, (tx) =>
    tx.review.findFirst({
      where: { siteId: context.site.id, articleId, ...(reviewId ? { id: reviewId } : {}) },
      orderBy: { id: 'desc' },
      select: {
        id: true,
        state: true,
        levels: true,
        level: true,
        place: true,
        personIds: true,
        submittedAt: true,
        publishAt: true,
        holderSiteId: true,
        movedUpAt: true,
        revision: { select: { number: true } },
        steps: {
          orderBy: { id: 'asc' },
          select: {
            id: true,
            level: true,
            decision: true,
            personName: true,
            onBehalfOfName: true,
            comment: true,
            at: true,
          },
        },
      },
    }),
  );
  if (!row) return undefined;
  const { revision, levels, holderSiteId, movedUpAt, ...review } = row;
  const movedUpTo = movedUpAt ? (holderSiteId ?? '') : undefined;
  return { ...review, movedUpTo, revisionNumber: revision.number, levels: reviewLevels.parse(levels) };
}
