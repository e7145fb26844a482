/** Numbers of a seed, the same on every machine, so that a run can be had again. */
export class Random {
  constructor(private state: number) {}

  /** From 0 up to but not including 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** Undefined of nothing. */
  one<T>(of: readonly T[]): T | undefined {
    return of[this.below(of.length)];
  }

  some<T>(of: readonly T[], count: number): T[] {
    const left = [...of];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.below(left.length), 1)).flat();
  }

  /** One of the weighted, by its share of all weights. */
  weighted<T extends { weight: number }>(of: readonly T[]): T | undefined {
    let left = this.next() * of.reduce((sum, one) => sum + one.weight, 0);
    return of.find((one) => {
      left -= one.weight;
      return left < 0;
    });
  }
}
