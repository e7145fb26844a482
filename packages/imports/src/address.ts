import { oldAddressOf } from '@zhanqun/publishing/old-address';

/** First parts of addresses under which this platform itself answers. */
const OWN =
  /^\/(a|c|f|api|assets|console|healthz|readyz|landscape|preview|search|theme)(\/|\?|$)|^\/(__manifest|robots\.txt|sitemap.*\.xml|(rss|atom)\.xml|feed\.json|(banner|favicon)\.svg|reading\.js|(sitemap|subsites|report-error)\.html)$/;

export type OldAddress = { address: string } | { fault: string };

/** The address of this site at which visitors of the old one will look for an item, or why there is none. */
export function addressIn(originalUrl: string): OldAddress {
  if (!originalUrl) return { address: '' };
  const at = URL.canParse(originalUrl, 'http://old.invalid') ? new URL(originalUrl, 'http://old.invalid') : undefined;
  if (!at || !/^https?:$/.test(at.protocol)) return { fault: '原网址不是网页地址' };
  const address = oldAddressOf(at.pathname, at.search);
  if (address === undefined) return { fault: '原网址看不出是哪一篇' };
  if (OWN.test(address)) return { fault: '这个网址在新网站上另有用处' };
  return { address };
}
