import { DomainError } from '@zhanqun/kit';

/** The refusal of a file: the sentence stands at the field. */
export function refused(reason: string): DomainError {
  return new DomainError('INVALID', reason, { file: [reason] });
}

export const MACRO_SENTENCE = '文件带有宏，不能上传。请另存为不带宏的格式。';
