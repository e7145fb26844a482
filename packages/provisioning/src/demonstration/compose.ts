import { between, type Random } from './seed';
import type { DemoText } from './types';

const MARK = /\{([^{}]+)\}/g;
const RANGE = /^(\d+)~(\d+)$/;

/** Puts values into the marks of a text; a range becomes a number in it. */
export function fill(text: string, marks: ReadonlyMap<string, string>, random: Random): string {
  return text.replace(MARK, (_, mark: string) => {
    const range = RANGE.exec(mark);
    if (range) return String(between(random, Number(range[1]), Number(range[2])));
    const value = marks.get(mark);
    if (value === undefined) throw new Error(`No value for the mark {${mark}} in "${text}"`);
    return value;
  });
}

/** The body of an article: paragraphs, then a list, then a table. Texts are our own and hold no markup. */
export function composeBody(
  text: DemoText,
  put: (words: string) => string,
  { heading, closing }: { heading: string; closing: string },
): string {
  const parts = text.body.map((paragraph) => `<p>${put(paragraph)}</p>`);
  if (text.points) {
    parts.push(
      `<h2>${put(text.heading ?? heading)}</h2>`,
      `<ul>${text.points.map((point) => `<li>${put(point)}</li>`).join('')}</ul>`,
    );
  }
  if (text.table) {
    const head = text.table.head.map((cell) => `<th>${put(cell)}</th>`).join('');
    const rows = text.table.rows.map((row) => `<tr>${row.map((cell) => `<td>${put(cell)}</td>`).join('')}</tr>`);
    parts.push(`<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`);
  }
  if (closing) parts.push(`<p>${closing}</p>`);
  return parts.join('');
}
