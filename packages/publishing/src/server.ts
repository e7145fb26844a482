export { ChangeFeed, type PublicChangeView } from './change-feed.server';
export { recordChange, recordChanges, TAGS, tagsOfItem } from './record-change.server';
