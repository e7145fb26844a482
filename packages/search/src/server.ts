export { clearSite, projectArticles, type Selection, writeRevisionWords } from './project.server';
export * from './queries.server';
export { MISS_DAYS, MISSES_PER_DAY, missOf, recordSearchMiss } from './record-miss.server';
export { type IndexWords, indexWords } from './words.server';
