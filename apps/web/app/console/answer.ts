import { useActionData } from '@remix-run/react';
import type { Refusal } from './guard.server';

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'error' in answer && 'typed' in answer;
}

/** What the form of this page was refused with; undefined before it is sent and after a success. */
export function useRefusal(): Refusal | undefined {
  const answer = useActionData();
  return isRefusal(answer) ? answer : undefined;
}

/** What a successful action of this page answered without leading elsewhere, e.g. a password shown once. */
export function useAnswer<T extends object>(): T | undefined {
  const answer = useActionData();
  return answer && !isRefusal(answer) ? (answer as T) : undefined;
}

/** What `ErrorSummary` and `FormPage` show: the sentence stands on top only when no field says it. */
export function summaryOf(refusal: Refusal | undefined): { errors?: Refusal['error']['fields']; message?: string } {
  if (!refusal) return {};
  const { fields, message } = refusal.error;
  const isSaid = Object.values(fields).some((sentences) => sentences.includes(message));
  return { errors: fields, ...(isSaid ? {} : { message }) };
}
