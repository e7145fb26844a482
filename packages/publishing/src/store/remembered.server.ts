import { LRUCache } from 'lru-cache';
import type { PublicChangeView } from '../change-feed.server';
import { Recorder } from '../recording.server';
import { TagIndex } from './tag-index';

export interface Answer<T> {
  found: T;
  /** What it read: a page that shows all of it depends on that too. */
  tags: ReadonlySet<string>;
  /** Milliseconds since 1970, for one that was not kept because time ends it. */
  expires?: number;
}

/** A moment before a scope began, as `Remembered.present` gives it: what changed after it may be missing there. */
export type Since = number;

/**
 * Answers of public queries, remembered until something they read changes. Only what was found is remembered, and
 * nothing that time ends.
 */
export class Remembered<T extends object> {
  private readonly index = new TagIndex();
  private readonly answers: LRUCache<string, Answer<T>>;
  private epoch = 0;

  /** `most`: how many answers at a time. */
  constructor(most: number) {
    this.answers = new LRUCache({ max: most, dispose: (_, key) => this.index.remove(key) });
  }

  get present(): Since {
    return this.epoch;
  }

  /** `ask` tells the recorder what it reads; with `since` it does so in a scope that began after that. */
  async obtain(
    key: string,
    ask: (recorder: Recorder) => Promise<T | undefined>,
    since: Since = this.epoch,
  ): Promise<Answer<T> | undefined> {
    const known = this.answers.get(key);
    if (known) return known;
    const recorder = new Recorder();
    const found = await ask(recorder);
    if (!found) return undefined;
    const { tags, expires } = recorder;
    if (expires !== undefined) return { found, tags, expires };
    // Whatever changed meanwhile: rarely, and the next one asks again.
    if (since === this.epoch) {
      this.answers.set(key, { found, tags });
      this.index.add(key, tags);
    }
    return { found, tags };
  }

  apply(changes: PublicChangeView[]): void {
    if (changes.length === 0) return;
    this.epoch += 1;
    for (const key of this.index.keysOf(changes.flatMap(({ tags }) => tags))) this.answers.delete(key);
  }
}
