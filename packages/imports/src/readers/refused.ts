import { DomainError } from '@zhanqun/kit';

/** A source that cannot be taken, with the sentence that says why and what to do. */
export function refusedSource(sentence: string, options?: ErrorOptions): DomainError {
  return new DomainError('INVALID', sentence, { file: [sentence] }, options);
}
