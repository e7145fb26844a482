import type { NewsItem } from '@zhanqun/articles/server';
import type { ColumnRecord } from '@zhanqun/columns/server';
import type { FileRecord } from '@zhanqun/media/server';
import type { HomePage } from '@zhanqun/pages/server';
import { type PublicChangeView, Remembered, type Since } from '@zhanqun/publishing/server';
import type { PublicSite } from '@zhanqun/sites/server';

/** Some hundred bytes each. */
const FILES = 20_000;
/** Some ten thousand bytes each: a city has all its sites here. */
const SHELLS = 1_000;
/** Some thousand bytes each. */
const LISTS = 2_000;

/** What a site's pages have in common. */
export interface ShellFacts {
  site: PublicSite;
  columns: ColumnRecord[];
}

/**
 * What many pages of one process ask the database for alike. Every answer ends with the first change to anything it
 * read, so that a page is the same with it and without.
 */
export class PublicMemory {
  /** Which files visitors may have, by site and id. */
  readonly files = new Remembered<FileRecord>(FILES);
  /** By site. */
  readonly shells = new Remembered<ShellFacts>(SHELLS);
  /** What stands on the home page, by site. */
  readonly homes = new Remembered<HomePage>(SHELLS);
  /** The newest items of sites, as pages of others show them. */
  readonly news = new Remembered<NewsItem[]>(LISTS);

  /** Before a scope begins in which answers are asked for. All of them are told of the same changes. */
  get present(): Since {
    return this.shells.present;
  }

  /** Comes before whatever renders pages anew knows of the changes. */
  apply(changes: PublicChangeView[]): void {
    for (const remembered of [this.files, this.shells, this.homes, this.news]) remembered.apply(changes);
  }
}
