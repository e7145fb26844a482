export { checkText } from './check.server';
export { addWord } from './commands/add-word.server';
export { changeWord } from './commands/change-word.server';
export { type ImportFault, importWords, type WordImportReport } from './commands/import-words.server';
export { removeWords } from './commands/remove-words.server';
export { wordFinder } from './listed-words.server';
export * from './queries.server';
export { type ListedWord, WordMatcher } from './word-matcher.server';
export { readWordTable, WORD_FORMATS, type WordFormat, writeWordTable } from './word-table.server';
