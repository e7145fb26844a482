export { ADOPT_CHAINS, adoptChains } from './adopt-chains.server';
export {
  demandLevels,
  demandMergeKeepsLevels,
  demandNoFurtherLevels,
  demandNoLevels,
  levelsFor,
  levelsInForce,
  NO_CHAIN,
  wishForChain,
} from './chains.server';
export { decideLaterReview } from './commands/decide-later-review.server';
export { dropReviewChain } from './commands/drop-review-chain.server';
export { endDeputy } from './commands/end-deputy.server';
export { nameDeputy } from './commands/name-deputy.server';
export { setReviewChain } from './commands/set-review-chain.server';
export * from './deputy-queries.server';
export { HOLD_REVIEWS, holdReviews } from './hold-reviews.server';
export { openLaterReview } from './later-reviews.server';
export { type ReviewStanding, reviewPeopleOf, reviewSitesOf, standingOf, unitOfActor } from './people.server';
export * from './queries.server';
export { approveLevel, closeReview, openReview, returnReview, whyNot } from './reviews.server';
