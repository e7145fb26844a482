import { withoutEntities } from '@zhanqun/kit';

/** Tags inside of which a word goes on: a number half of which is bold is still read as one. */
const INLINE = /<\/?(?:strong|em|u|sub|sup|a)\b[^>]*>/g;
/** Takes no room on the page. */
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;
/** Read out or shown on demand, and opened by a touch: alternative texts, titles of links, telephone numbers. */
const ATTRIBUTES = / (?:alt|title)="([^"]*)"| href="(?:tel|mailto):([^"]*)"/g;

/**
 * All words of a body as somebody reads or hears them, a line for each block, cell and attribute: what stands in two
 * cells is not one number.
 */
export function wordsOfBody(body: string): string {
  const attributes = [...body.matchAll(ATTRIBUTES)].map((match) => match[1] ?? match[2] ?? '');
  const text = body.replace(INLINE, '').replace(/<[^>]*>/g, '\n');
  return withoutEntities([text, ...attributes].join('\n'))
    .replace(INVISIBLE, '')
    .replace(/[\t ]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
