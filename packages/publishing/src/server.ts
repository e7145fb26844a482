export { ChangeFeed, type PublicChangeView } from './change-feed.server';
export { recordChange, TAGS } from './record-change.server';
