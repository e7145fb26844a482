import { DomainError, isDomainError } from '@zhanqun/kit';
import { MOST_LEVELS, type ReviewPlace } from '@zhanqun/review/schema';
import { setReviewChain } from '@zhanqun/review/server';
import type { SiteArgs } from '../guard.server';

/** The rows that ask for somebody, with their place in the form: one left out in between is no level. */
export function readLevelRows(form: FormData, prefix: string) {
  return Array.from({ length: MOST_LEVELS }, (_, row) => ({
    row,
    name: String(form.get(`${prefix}.${row}.name`) ?? ''),
    place: String(form.get(`${prefix}.${row}.place`) ?? '') as ReviewPlace | '',
  })).filter(({ place }) => place !== '');
}

/** Saves the chain that was typed; sentences about a level come back under its row of the form. */
export async function saveChain({ context, form }: SiteArgs & { form: FormData }): Promise<void> {
  const rows = readLevelRows(form, 'levels');
  const columnId = String(form.get('columnId') ?? '');
  try {
    await setReviewChain(context, {
      ...(columnId ? { columnId } : {}),
      levels: rows.map(({ name, place }) => ({ name, place: place as ReviewPlace })),
      version: Number(form.get('version')),
    });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const fields = Object.entries(error.fields).map(([name, sentences]) => [
      name.replace(/^levels\.(\d+)/, (_, level: string) => `levels.${rows[Number(level)]?.row ?? level}`),
      sentences,
    ]);
    throw new DomainError(error.code, error.message, Object.fromEntries(fields), { cause: error });
  }
}
