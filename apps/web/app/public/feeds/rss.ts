import { xml } from '../xml';
import { rfc822 } from './dates';
import { changedAt, type Feed, type FeedEntry } from './feed';

function item(entry: FeedEntry): string {
  return [
    '<item>',
    `<title>${xml(entry.title)}</title>`,
    `<link>${xml(entry.url)}</link>`,
    `<guid isPermaLink="false">${xml(entry.id)}</guid>`,
    `<pubDate>${rfc822(entry.publishedAt)}</pubDate>`,
    `<category>${xml(entry.category)}</category>`,
    `<dc:creator>${xml(entry.author)}</dc:creator>`,
    `<description>${xml(entry.summary || entry.title)}</description>`,
    ...(entry.html ? [`<content:encoded>${xml(entry.html)}</content:encoded>`] : []),
    '</item>',
  ].join('');
}

/** RSS 2.0 with the usual modules for the whole text, the author and the feed's own address. */
export function rss(feed: Feed): string {
  const head = [
    `<title>${xml(feed.title)}</title>`,
    `<link>${xml(feed.homeUrl)}</link>`,
    `<atom:link href="${xml(feed.selfUrl)}" rel="self" type="application/rss+xml"/>`,
    `<description>${xml(feed.description)}</description>`,
    '<language>zh-cn</language>',
    ...(feed.entries.length > 0 ? [`<lastBuildDate>${rfc822(changedAt(feed))}</lastBuildDate>`] : []),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>${head.join('')}
${feed.entries.map(item).join('\n')}
</channel>
</rss>
`;
}
