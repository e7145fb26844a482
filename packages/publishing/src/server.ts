export { ChangeFeed, type PublicChangeView } from './change-feed.server';
export { type PublicChangeEntry, recordChange, recordChanges } from './record-change.server';
export { type PublicDirectory, RecordedDirectory } from './recorded-directory.server';
export { dependsOn, holdsUntil, Recorder, recordInto } from './recording.server';
export {
  type PlacedSite,
  TAGS,
  tagsOfAddresses,
  tagsOfCarriers,
  tagsOfColumn,
  tagsOfGoneItem,
  tagsOfItemText,
  tagsOfNewItem,
  tagsOfReturnedItem,
  tagsOfSite,
} from './tags';
