import { withoutEntities } from '@zhanqun/kit';

/** Bodies as `sanitiseBody` leaves them: attributes in double quotes, tags in lower case. */
const FILE_ADDRESS = /^\/f\/([0-9a-hjkmnp-tv-z]{18})\/[^\s"'<>\\/]{1,300}$/;

/** The id in a file's address `/f/<id>/<name>`, undefined for any other address. */
export function fileIdOf(address: string): string | undefined {
  return FILE_ADDRESS.exec(address)?.[1];
}

/** Ids of the files a body shows as pictures, in order, each once. */
export function filesIn(body: string): string[] {
  const ids = [...body.matchAll(/<img\b[^>]*? src="([^"]*)"/g)].map((match) => fileIdOf(match[1] ?? ''));
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** Ids of the files a body links to, in order, each once. */
export function filesLinkedIn(body: string): string[] {
  const ids = [...body.matchAll(/<a\b[^>]*? href="([^"]*)"/g)].map((match) => fileIdOf(match[1] ?? ''));
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** How many pictures of a body have no alternative text. */
export function picturesWithoutText(body: string): number {
  return [...body.matchAll(/<img\b[^>]*>/g)].filter((match) => !/ alt="[^"]*\S[^"]*"/.test(match[0])).length;
}

/** The words of a body without marks, for summaries and the search. */
export function plainText(body: string): string {
  return withoutEntities(body.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Puts a place before a body's own addresses: `files` before `/f/…`, which the site that shows the body serves itself,
 * `links` before every other path, which stays with the site that wrote it.
 */
export function withAddresses(body: string, at: { files: string; links: string }): string {
  return body.replace(/ (src|href)="(\/[^"]*)"/g, (_, attribute: string, path: string) => {
    return ` ${attribute}="${path.startsWith('/f/') ? at.files : at.links}${path}"`;
  });
}
