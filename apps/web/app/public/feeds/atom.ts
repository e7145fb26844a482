import { xml } from '../xml';
import { rfc3339 } from './dates';
import { changedAt, type Feed, type FeedEntry } from './feed';

function entryOf(entry: FeedEntry): string {
  return [
    '<entry>',
    `<id>${xml(entry.id)}</id>`,
    `<title>${xml(entry.title)}</title>`,
    `<link rel="alternate" type="text/html" href="${xml(entry.url)}"/>`,
    `<published>${rfc3339(entry.publishedAt)}</published>`,
    `<updated>${rfc3339(entry.changedAt)}</updated>`,
    `<author><name>${xml(entry.author)}</name></author>`,
    `<category term="${xml(entry.category)}"/>`,
    `<summary>${xml(entry.summary || entry.title)}</summary>`,
    ...(entry.html ? [`<content type="html">${xml(entry.html)}</content>`] : []),
    '</entry>',
  ].join('');
}

/** Atom 1.0 (RFC 4287). */
export function atom(feed: Feed): string {
  const head = [
    `<id>${xml(feed.id)}</id>`,
    `<title>${xml(feed.title)}</title>`,
    `<subtitle>${xml(feed.description)}</subtitle>`,
    `<updated>${rfc3339(changedAt(feed))}</updated>`,
    `<link rel="alternate" type="text/html" href="${xml(feed.homeUrl)}"/>`,
    `<link rel="self" type="application/atom+xml" href="${xml(feed.selfUrl)}"/>`,
    `<author><name>${xml(feed.publisher)}</name></author>`,
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">${head.join('')}
${feed.entries.map(entryOf).join('\n')}
</feed>
`;
}
