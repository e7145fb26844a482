export { chooseTheme } from './commands/choose-theme.server';
export { deleteEntry } from './commands/delete-entry.server';
export { duplicateEntry } from './commands/duplicate-entry.server';
export { editEntry } from './commands/edit-entry.server';
export { type SeedReport, seedLibrary } from './commands/seed-library.server';
export { demandContrast } from './contrast-rule';
export { findLibraryContent, getLibraryEntry, type LibraryEntryView, listLibrary } from './queries.server';
