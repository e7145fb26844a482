import type { PageFiles } from './page-files.server';
import { Slices } from './slices';

/** Pages whose files are taken away at once, or as many as these milliseconds allow; the rest little by little. */
const AT_ONCE = 500;
const AT_ONCE_MS = 20;

/** Pages that were dropped together. */
interface Batch {
  keys: string[];
  /** How many of them are dealt with. */
  done: number;
  /** Those that a newer page has taken the place of since. */
  spared: Set<string>;
}

/**
 * Takes the files of dropped pages away. One that cannot be taken away holds up no other, and is tried again. When they
 * are very many, web servers get no files at all until the last is gone.
 */
export class FileRemovals {
  /** What must not be seen any more does not wait for what was only renewed. */
  private readonly urgent: Batch[] = [];
  private readonly waiting: Batch[] = [];
  private readonly failed = new Set<string>();
  isBehind = false;

  constructor(
    private readonly files: Pick<PageFiles, 'remove'>,
    private readonly onFault: (error: unknown) => void,
    /** Called when web servers must be kept from the files, and when they no longer need be. */
    private readonly onBehind: (isBehind: boolean) => void,
  ) {}

  /** Nothing that was dropped is still there as a file. */
  get isDone(): boolean {
    return this.urgent.length + this.waiting.length + this.failed.size === 0;
  }

  add(keys: string[], { isUrgent = false } = {}): void {
    if (keys.length > 0) (isUrgent ? this.urgent : this.waiting).push({ keys, done: 0, spared: new Set() });
  }

  /** A newer page takes its place in this moment. */
  forget(key: string): void {
    for (const batch of [...this.urgent, ...this.waiting]) batch.spared.add(key);
    this.failed.delete(key);
  }

  run(): void {
    const end = performance.now() + AT_ONCE_MS;
    let count = 0;
    const isMore = this.removeWhile(() => count++ < AT_ONCE && performance.now() < end);
    if (isMore && !this.isBehind) void this.removeRest();
  }

  private async removeRest(): Promise<void> {
    this.setBehind(true);
    const slices = new Slices();
    do await slices.next();
    while (this.removeWhile(() => !slices.isOver));
    this.setBehind(false);
  }

  /** What must not be seen any more first. Whether some are left. */
  private removeWhile(goesOn: () => boolean): boolean {
    for (const batches of [this.urgent, this.waiting]) {
      for (let [batch] = batches; batch; [batch] = batches) {
        for (; batch.done < batch.keys.length; batch.done += 1) {
          if (!goesOn()) return true;
          const key = batch.keys[batch.done] as string;
          if (!batch.spared.has(key)) this.remove(key);
        }
        batches.shift();
      }
    }
    return false;
  }

  private setBehind(isBehind: boolean): void {
    this.isBehind = isBehind;
    try {
      this.onBehind(isBehind);
    } catch (error) {
      this.onFault(error);
    }
  }

  private remove(key: string): void {
    try {
      this.files.remove(key);
    } catch (error) {
      this.failed.add(key);
      this.onFault(error);
    }
  }

  /** Tries once more what could not be taken away. */
  retry(): void {
    this.add([...this.failed]);
    this.failed.clear();
    this.run();
  }
}
