import { isDomainError } from '@zhanqun/kit';

/** Why an item cannot come, for the report. What is no fault of the item (a busy database, a bug) is thrown on. */
export function sentenceOf(error: unknown): string {
  if (!isDomainError(error) || error.code === 'BUSY') throw error;
  return Object.values(error.fields).flat().join('') || error.message;
}
