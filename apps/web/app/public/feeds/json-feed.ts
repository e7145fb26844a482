import { rfc3339 } from './dates';
import type { Feed } from './feed';

/** JSON Feed 1.1. */
export function jsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    home_page_url: feed.homeUrl,
    feed_url: feed.selfUrl,
    language: 'zh-CN',
    authors: [{ name: feed.publisher }],
    items: feed.entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      ...(entry.html ? { content_html: entry.html } : { content_text: entry.summary || entry.title }),
      ...(entry.summary ? { summary: entry.summary } : {}),
      date_published: rfc3339(entry.publishedAt),
      date_modified: rfc3339(entry.changedAt),
      authors: [{ name: entry.author }],
      tags: [entry.category, ...entry.keywords],
    })),
  });
}
