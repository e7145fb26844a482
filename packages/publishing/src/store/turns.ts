/**
 * There is one processor for rendering, and the database has connections for twice as many: so the change feed finds a
 * free one at any time, and its turn after a few renderings.
 */
const RENDERED_AT_ONCE = 4;
/** Who has waited this long goes on without a turn: then the database is what tells that it is busy. */
const LONGEST_TURN_MS = 4_000;

/** Lets so many go at a time, the longest waiting first, and nobody wait longer than a limit in milliseconds. */
export class Turns {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly longest: number,
  ) {}

  /** Resolves with what ends the turn. */
  async take(): Promise<() => void> {
    if (this.taken >= this.most) {
      await new Promise<void>((resolve) => {
        const go = () => {
          clearTimeout(limit);
          resolve();
        };
        const limit = setTimeout(() => {
          this.waiting.splice(this.waiting.indexOf(go), 1);
          resolve();
        }, this.longest);
        this.waiting.push(go);
      });
    }
    this.taken += 1;
    return () => {
      this.taken -= 1;
      this.waiting.shift()?.();
    };
  }
}

export function renderingTurns(): Turns {
  return new Turns(RENDERED_AT_ONCE, LONGEST_TURN_MS);
}
