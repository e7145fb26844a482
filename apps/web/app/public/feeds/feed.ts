/** A feed before it takes a format. All addresses are whole ones. */
export interface Feed {
  /** Stable over changes of name and address. */
  id: string;
  title: string;
  description: string;
  /** The page whose items it has. */
  homeUrl: string;
  /** The feed itself, in the format being written. */
  selfUrl: string;
  publisher: string;
  entries: FeedEntry[];
}

export interface FeedEntry {
  id: string;
  url: string;
  title: string;
  summary: string;
  /** The whole text as HTML, "" where it is too long for a feed. */
  html: string;
  author: string;
  category: string;
  keywords: string[];
  publishedAt: Date;
  changedAt: Date;
}

/** When something in the feed last changed. A feed without entries has not changed since time began. */
export function changedAt(feed: Feed): Date {
  return new Date(Math.max(0, ...feed.entries.map((entry) => entry.changedAt.getTime())));
}
