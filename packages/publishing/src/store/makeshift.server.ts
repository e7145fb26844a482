import { LRUCache } from 'lru-cache';
import { type StoredPage, sizeOf } from './page.server';

/** While the database is down a dropped page may stand in for its successor this long. */
const MAKESHIFT_MS = 10 * 60_000;
const MAKESHIFT_BYTES = 32 * 1024 * 1024;

/** Pages dropped lately, to stand in while their successors cannot be rendered. */
export class Makeshift {
  private readonly pages = new LRUCache<string, { page: StoredPage; droppedAt: number }>({
    maxSize: MAKESHIFT_BYTES,
    sizeCalculation: ({ page }) => sizeOf(page),
  });

  constructor(private readonly now: () => number) {}

  put(page: StoredPage): void {
    this.pages.set(page.key, { page, droppedAt: this.now() });
  }

  find(key: string): StoredPage | undefined {
    const kept = this.pages.get(key);
    return kept && this.now() - kept.droppedAt <= MAKESHIFT_MS ? kept.page : undefined;
  }

  delete(key: string): void {
    this.pages.delete(key);
  }

  /** What showed any of these must not be seen any more. */
  takeAway(tags: string[]): void {
    const gone = new Set(tags);
    for (const [key, { page }] of this.pages.entries()) {
      if (page.facts.tags.some((tag) => gone.has(tag))) this.pages.delete(key);
    }
  }
}
