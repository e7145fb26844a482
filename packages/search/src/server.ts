export { requestSearchRebuild } from './commands/request-search-rebuild.server';
export { clearSite, projectArticles, type Selection, writeRevisionWords } from './project.server';
export * from './queries.server';
export { findRebuild, isIndexMissing, type RebuildOptions, type RebuildState, rebuildSearch } from './rebuild.server';
export { SEARCH_REBUILD } from './rebuild-job.server';
export { MISS_DAYS, MISSES_PER_DAY, missOf, recordSearchMiss } from './record-miss.server';
export { prepareSiteNames } from './site-names.server';
export { type IndexWords, indexWords } from './words.server';
