import { atom } from './atom';
import type { Feed } from './feed';
import { jsonFeed } from './json-feed';
import { rss } from './rss';

export interface FeedFormat {
  /** Last segment of its address. */
  file: string;
  label: string;
  type: string;
  write: (feed: Feed) => string;
}

export const RSS: FeedFormat = { file: 'rss.xml', label: 'RSS', type: 'application/rss+xml', write: rss };
export const ATOM: FeedFormat = { file: 'atom.xml', label: 'Atom', type: 'application/atom+xml', write: atom };
export const JSON_FEED: FeedFormat = {
  file: 'feed.json',
  label: 'JSON Feed',
  type: 'application/feed+json',
  write: jsonFeed,
};

export interface FeedLink {
  title: string;
  type: string;
  href: string;
}

/** The feeds of a page, for its head. `place` is the path they stand under, with its last slash. */
export function feedLinks(title: string, place: string): FeedLink[] {
  return [RSS, ATOM, JSON_FEED].map(({ file, label, type }) => ({
    title: `${title}（${label}）`,
    type,
    href: place + file,
  }));
}
