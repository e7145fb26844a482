/** Every address under a site's own public pages. `base` is the path before them: "" or "/a/b". */
export function publicPaths(base: string) {
  return {
    base,
    home: () => `${base}/`,
    column: (code: string) => `${base}/c/${code}/`,
    feed: (code: string) => `${base}/c/${code}/rss.xml`,
    archive: (code: string, page: number) => `${base}/c/${code}/p${page}.html`,
    article: (id: string) => `${base}/a/${id}.html`,
    file: (id: string, name: string) => `${base}/f/${id}/${encodeURIComponent(name)}`,
    /** A picture in one of its sizes. */
    picture: (id: string, width: number, format: string) => `${base}/f/${id}/w/${width}.${format}`,
    search: () => `${base}/search`,
    sitemap: () => `${base}/sitemap.html`,
    subsites: () => `${base}/subsites.html`,
    reportError: () => `${base}/report-error.html`,
    themeSheet: (hash: string) => `${base}/theme/${hash}.css`,
    placeholder: (seed: string) => `${base}/landscape/${seed}.svg`,
    banner: () => `${base}/banner.svg`,
    favicon: () => `${base}/favicon.svg`,
    /** A link kept as data: a path of the site itself, or a whole address. */
    stored: (href: string) => (href.startsWith('/') ? `${base}${href}` : href),
  };
}

export type PublicPaths = ReturnType<typeof publicPaths>;
