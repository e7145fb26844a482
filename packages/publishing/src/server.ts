export { ChangeFeed, type PublicChangeView } from './change-feed.server';
export { recordChange, TAGS, tagsOfItem } from './record-change.server';
