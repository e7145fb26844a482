import { LRUCache } from 'lru-cache';
import type { PublicChangeView } from '../change-feed.server';
import { Recorder } from '../recording.server';
import { TagIndex } from './tag-index';

/** Answers of public queries, remembered until something they read changes. Only what was found is remembered. */
export class Remembered<T extends object> {
  private readonly index = new TagIndex();
  private readonly answers: LRUCache<string, T>;
  private epoch = 0;

  /** `most`: how many answers at a time. */
  constructor(most: number) {
    this.answers = new LRUCache({ max: most, dispose: (_, key) => this.index.remove(key) });
  }

  async obtain(key: string, ask: (recorder: Recorder) => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.answers.get(key);
    if (known) return known;
    const { epoch } = this;
    const recorder = new Recorder();
    const found = await ask(recorder);
    // Whatever changed meanwhile: rarely, and the next one asks again.
    if (found && epoch === this.epoch) {
      this.answers.set(key, found);
      this.index.add(key, recorder.tags);
    }
    return found;
  }

  apply(changes: PublicChangeView[]): void {
    if (changes.length === 0) return;
    this.epoch += 1;
    for (const key of this.index.keysOf(changes.flatMap(({ tags }) => tags))) this.answers.delete(key);
  }
}
