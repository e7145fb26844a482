import { setImmediate } from 'node:timers/promises';

/** Whoever asks for a page meanwhile waits at most this long for its turn, milliseconds. */
const SLICE_MS = 4;

/** Long work on the one thread there is, in slices between which visitors are answered. */
export class Slices {
  private end = performance.now() + SLICE_MS;

  get isOver(): boolean {
    return performance.now() >= this.end;
  }

  /** Lets everybody else go first. */
  async next(): Promise<void> {
    await setImmediate();
    this.end = performance.now() + SLICE_MS;
  }
}
