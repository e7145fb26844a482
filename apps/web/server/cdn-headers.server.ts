import { createHash } from 'node:crypto';
import type { PageFacts } from '@zhanqun/publishing/server';
import { type Addressing, originOf } from '@zhanqun/tenancy/settings';

/** Caches refuse longer lines of keys. */
const MOST_KEY_BYTES = 8_000;
/** How long a cache may answer with what it has while it asks for the new, seconds. */
const STALE_SECONDS = 30;

/** What a cache elsewhere calls something that pages depend on: 60 bits of its name. */
export function purgeKeyOf(tag: string): string {
  return createHash('sha256').update(tag).digest('base64url').slice(0, 10);
}

/**
 * What caches in front are told of a kept page: its keys, and how long it is theirs. One that time changes, or that
 * depends on more than its keys can say, is asked for each time.
 */
export function cdnHeadersOf(facts: Pick<PageFacts, 'tags' | 'expires'>, maxAge: number): Record<string, string> {
  const keys: string[] = [];
  let bytes = 0;
  for (const tag of facts.tags) {
    const key = purgeKeyOf(tag);
    bytes += key.length + 1;
    if (bytes > MOST_KEY_BYTES) break;
    keys.push(key);
  }
  const canPurge = keys.length === facts.tags.length && facts.expires === undefined;
  const control = canPurge ? `max-age=${maxAge}, stale-while-revalidate=${STALE_SECONDS}` : 'max-age=0';
  return { 'Surrogate-Key': keys.join(' '), 'Surrogate-Control': control, 'CDN-Cache-Control': control };
}

/** The address of a page by its key in the store, which is host and path. */
export function addressOf(addressing: Addressing, key: string): string {
  const end = key.indexOf('/');
  return originOf(addressing, key.slice(0, end)) + key.slice(end);
}
