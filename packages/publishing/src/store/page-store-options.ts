import type { PageFacts, StoredPage } from './page.server';
import type { PageFiles } from './page-files.server';

/** What rendering gave. It is kept only when `isLasting`: an answer of 200 that depends on nothing but content. */
export interface Rendered {
  isLasting: boolean;
  type: string;
  cacheControl: string;
  bytes: Buffer;
}

/** A page as kept, or an answer that is not kept, in the caller's own form. */
export type Obtained<R> = { page: StoredPage; fresh?: undefined } | { page?: undefined; fresh: R };

export interface PageStoreOptions {
  /** Bytes of pages held in memory. */
  memoryBytes: number;
  /** Pages kept at all: what each depends on takes some 1,200 bytes of memory. */
  mostPages?: number;
  /** Headers that all pages carry. */
  headers: Record<string, string>;
  /** Headers of one page beside these. */
  headersOf?(facts: PageFacts): Record<string, string>;
  files?: PageFiles;
  now(): number;
  onFault(error: unknown): void;
  /** Told of what was dropped, for caches elsewhere. */
  onDropped?(dropped: { tags: string[]; keys: string[] }): void;
}

/** A rendering under way. */
export interface Flight<R> {
  epoch: number;
  result: Promise<Obtained<R>>;
}
