import { DomainError, type FieldErrors } from '@zhanqun/kit';
import type { z } from 'zod';

/** The input as its schema has it. Throws INVALID with the sentences of each field under its path (`contact.phone`). */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: FieldErrors = {};
  for (const issue of result.error.issues) {
    const name = issue.path.join('.') || 'form';
    fields[name] = [...(fields[name] ?? []), issue.message];
  }
  throw new DomainError('INVALID', '请检查标出的项目。', fields);
}
