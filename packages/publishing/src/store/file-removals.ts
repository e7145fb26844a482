import type { PageFiles } from './page-files.server';

/** Pages whose files are taken away at once, and then at a time, so that very many do not hold up visitors. */
const AT_FIRST = 500;
const AT_ONCE = 100;

/** Takes the files of dropped pages away. One that cannot be taken away holds up no other, and is tried again. */
export class FileRemovals {
  /** What must not be seen any more does not wait for what was only renewed. */
  private readonly urgent = new Set<string>();
  private readonly waiting = new Set<string>();
  private readonly failed = new Set<string>();
  private next: NodeJS.Immediate | undefined;

  constructor(
    private readonly files: Pick<PageFiles, 'remove'>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Nothing that was dropped is still there as a file. */
  get isDone(): boolean {
    return this.urgent.size + this.waiting.size + this.failed.size === 0;
  }

  add(key: string, { isUrgent = false } = {}): void {
    if (isUrgent) this.urgent.add(key);
    else this.waiting.add(key);
  }

  /** A newer page takes its place in this moment. */
  forget(key: string): void {
    this.urgent.delete(key);
    this.waiting.delete(key);
    this.failed.delete(key);
  }

  run(most = AT_FIRST): void {
    let left = most;
    for (const keys of [this.urgent, this.waiting]) {
      for (const key of keys) {
        if (left === 0) break;
        keys.delete(key);
        this.remove(key);
        left -= 1;
      }
    }
    if (this.urgent.size + this.waiting.size === 0) return;
    this.next ??= setImmediate(() => {
      this.next = undefined;
      this.run(AT_ONCE);
    });
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
    for (const key of this.failed) this.waiting.add(key);
    this.failed.clear();
    this.run();
  }
}
