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
export { setReviewChain } from './commands/set-review-chain.server';
export { openLaterReview } from './later-reviews.server';
export { mayReview, reviewPeopleOf, unitOfActor } from './people.server';
export * from './queries.server';
export { approveLevel, closeReview, openReview, returnReview } from './reviews.server';
