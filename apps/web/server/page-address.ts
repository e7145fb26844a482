/**
 * Whether a path within a site is written the one way in which pages are kept. The router also takes trailing and
 * doubled slashes, dot segments, capitals and fragments for the same page; each spelling would be one more page to keep,
 * without end, and `/a/x.html/` a folder where the file of `/a/x.html` has to stand.
 */
export function isPageAddress(rest: string): boolean {
  // The router's own name of `/sitemap-<page>.xml`.
  if (rest.startsWith('/sitemap/')) return false;
  return /^\/(c\/[a-z0-9-]+\/)?$|^(\/[a-z0-9_-]+)*\/[a-z0-9_-][a-z0-9._-]*$/.test(rest);
}
