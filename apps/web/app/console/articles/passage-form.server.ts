import { MOST_PASSAGES, type ReturnArticleInput } from '@zhanqun/articles/schema';

type Passages = NonNullable<ReturnArticleInput['passages']>;

/** Where words were selected, as the page wrote it; the command judges it. */
function aroundOf(raw: string): Pick<Passages[number], 'around'> {
  if (raw === '') return {};
  try {
    return { around: JSON.parse(raw) };
  } catch {
    // Not written by the page: the words are looked for by themselves.
    return {};
  }
}

/** The comments on single words that a form carries. A row without both is none. */
export function readPassages(form: FormData): Passages {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return Array.from({ length: MOST_PASSAGES }, (_, index) => ({
    quote: text(`quote.${index}`),
    text: text(`note.${index}`),
    ...aroundOf(text(`around.${index}`)),
  })).filter(({ quote, text: said }) => quote !== '' || said !== '');
}
