import { numberOfTag } from './tag-index';

/** A position in the changes: every transaction below it has ended and is applied. A number as text, as PostgreSQL gives it. */
export type Position = string;

/**
 * Which tags changed lately, and in which transaction: tells of a page rendered elsewhere or earlier whether it is still
 * right. It remembers from `floor` on; about what is older it says nothing.
 */
export class ChangeLedger {
  private recent = new Map<number, bigint>();
  private older = new Map<number, bigint>();
  private floor: bigint;
  private nextFloor: bigint;

  constructor(since: Position) {
    this.floor = BigInt(since);
    this.nextFloor = this.floor;
  }

  add(tags: Iterable<string>, transaction: string): void {
    const at = BigInt(transaction);
    for (const tag of tags) {
      const number = numberOfTag(tag);
      const known = this.recent.get(number);
      if (known === undefined || known < at) this.recent.set(number, at);
    }
  }

  /** Forgets what came before the last call; `position` is where the changes now stand. */
  turn(position: Position): void {
    this.older = this.recent;
    this.recent = new Map();
    this.floor = this.nextFloor;
    this.nextFloor = BigInt(position);
  }

  /** Whether nothing with these tags changed at or after a position. False also when that is too long ago to know. */
  isCurrent(tags: Iterable<string>, since: Position): boolean {
    return BigInt(since) >= this.floor && !this.hasChanged(tags, since);
  }

  /** Whether something with these tags is known to have changed at or after a position. */
  hasChanged(tags: Iterable<string>, since: Position): boolean {
    const from = BigInt(since);
    for (const tag of tags) {
      const number = numberOfTag(tag);
      const at = this.recent.get(number) ?? this.older.get(number);
      if (at !== undefined && at >= from) return true;
    }
    return false;
  }
}
