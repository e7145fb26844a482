export { ChangeFeed, type PublicChangeView } from './change-feed.server';
export { renewPage } from './commands/renew-page.server';
export { renewSite } from './commands/renew-site.server';
export { renewSubtree } from './commands/renew-subtree.server';
export { listRenewals, MOST_RENEWALS, type Renewal } from './queries.server';
export { type NamedTag, readTag } from './read-tag';
export { type PublicChangeEntry, recordChange, recordChanges } from './record-change.server';
export { type PublicDirectory, RecordedDirectory } from './recorded-directory.server';
export { dependsOn, holdsUntil, Recorder, recordApart, recordInto } from './recording.server';
export { dropRedirectsTo, findRedirect, type NewRedirect, recordRedirect } from './redirects.server';
export type {
  Encoding,
  PageBody,
  PageFacts,
  PagePlace,
  StoredPage,
} from './store/page.server';
export { PageFiles } from './store/page-files.server';
export { PageStore } from './store/page-store.server';
export type { Obtained, Rendered } from './store/page-store-options';
export { type Answer, Remembered, type Since } from './store/remembered.server';
export { sweepChanges } from './sweep-changes.server';
export {
  MOST_SHOWN_ELSEWHERE,
  type PlacedSite,
  TAGS,
  tagsOfAddresses,
  tagsOfCarriedItem,
  tagsOfCarriers,
  tagsOfColumn,
  tagsOfGoneItem,
  tagsOfItemText,
  tagsOfNewItem,
  tagsOfOpening,
  tagsOfReturnedItem,
  tagsOfRow,
  tagsOfSite,
} from './tags';
