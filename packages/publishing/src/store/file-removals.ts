import type { PageFiles } from './page-files.server';

/** Files taken away at a time, so that a change to very many pages does not hold up visitors. */
const AT_ONCE = 500;

/** Takes the files of dropped pages away. One that cannot be taken away holds up no other, and is tried again. */
export class FileRemovals {
  private readonly waiting = new Set<string>();
  private readonly failed = new Set<string>();

  constructor(
    private readonly files: Pick<PageFiles, 'remove'>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Nothing that was dropped is still there as a file. */
  get isDone(): boolean {
    return this.waiting.size + this.failed.size === 0;
  }

  add(key: string): void {
    this.waiting.add(key);
  }

  /** A newer page takes its place in this moment. */
  forget(key: string): void {
    this.waiting.delete(key);
    this.failed.delete(key);
  }

  run(): void {
    let count = 0;
    for (const key of this.waiting) {
      if (count === AT_ONCE) {
        setImmediate(() => this.run());
        return;
      }
      this.waiting.delete(key);
      try {
        this.files.remove(key);
      } catch (error) {
        this.failed.add(key);
        this.onFault(error);
      }
      count += 1;
    }
  }

  /** Tries once more what could not be taken away. */
  retry(): void {
    for (const key of this.failed) this.waiting.add(key);
    this.failed.clear();
    this.run();
  }
}
