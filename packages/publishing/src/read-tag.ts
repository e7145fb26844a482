/** A tag taken apart again: what it names, of which site, and which one of them. */
export interface NamedTag {
  kind: string;
  siteId: string;
  /** Behind the site: the id of a column or item, a kind of column, a path; "" for what a site has once. */
  part: string;
  /** Page of an archive. */
  page?: number;
}

/** Reads what `TAGS` writes. Undefined for a tag of no site. */
export function readTag(tag: string): NamedTag | undefined {
  const [, kind, siteId, part = ''] = /^([a-z]+):([^/]+)(?:\/(.*))?$/s.exec(tag) ?? [];
  if (!kind || !siteId) return undefined;
  if (kind === 'page') return { kind, siteId, part: `/${part}` };
  if (kind !== 'archive') return { kind, siteId, part };
  const [columnId = '', page] = part.split('/');
  return { kind, siteId, part: columnId, page: Number(page) };
}
