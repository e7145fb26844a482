import { Slices } from './slices';

/** Pages by what they depend on. Tags are kept as numbers: two that fall together only drop a page needlessly. */
export class TagIndex {
  private readonly pages = new Map<string, Float64Array>();
  /** Most tags are those of one page: it stands there by itself, since a set takes more than all the rest. */
  private readonly keys = new Map<number, string | Set<string>>();
  /** Pages that were taken out, and the numbers under which they may still stand in `keys`. */
  private readonly outdated: { key: string; numbers: Float64Array }[] = [];
  private isTidying = false;

  get size(): number {
    return this.pages.size;
  }

  /** The page that was put in before all others. */
  get oldest(): string | undefined {
    const [first] = this.pages.keys();
    return first;
  }

  has(key: string): boolean {
    return this.pages.has(key);
  }

  add(key: string, tags: Iterable<string>): void {
    this.remove(key);
    const numbers = Float64Array.from(new Set([...tags].map(numberOfTag)));
    this.pages.set(key, numbers);
    for (const number of numbers) {
      const known = this.keys.get(number);
      if (known === undefined) this.keys.set(number, key);
      else if (typeof known !== 'string') known.add(key);
      else if (known !== key) this.keys.set(number, new Set([known, key]));
    }
  }

  /** Takes a page out at once; what is then left to tidy up, long for very many pages, waits for a quiet moment. */
  remove(key: string): void {
    const numbers = this.pages.get(key);
    if (!numbers) return;
    this.pages.delete(key);
    this.outdated.push({ key, numbers });
    if (!this.isTidying) void this.tidy();
  }

  private async tidy(): Promise<void> {
    this.isTidying = true;
    const slices = new Slices();
    await slices.next();
    for (let next = this.outdated.pop(); next; next = this.outdated.pop()) {
      this.unlist(next.key, next.numbers);
      if (slices.isOver) await slices.next();
    }
    this.isTidying = false;
  }

  private unlist(key: string, numbers: Float64Array): void {
    // Put in again meanwhile, it stands under some of them rightly.
    const current = this.pages.get(key);
    for (const number of numbers) {
      if (current?.includes(number)) continue;
      const known = this.keys.get(number);
      if (known === key) this.keys.delete(number);
      else if (known instanceof Set && known.delete(key) && known.size === 0) this.keys.delete(number);
    }
  }

  /** The pages that depend on any of these, each once. */
  keysOf(tags: Iterable<string>): string[] {
    const lists: string[][] = [];
    for (const number of new Set([...tags].map(numberOfTag))) {
      const known = this.keys.get(number) ?? [];
      const keys = typeof known === 'string' ? [known] : [...known];
      const current = this.isTidying ? keys.filter((key) => this.pages.get(key)?.includes(number)) : keys;
      if (current.length > 0) lists.push(current);
    }
    const [only = []] = lists;
    return lists.length > 1 ? [...new Set(lists.flat())] : only;
  }
}

/** 53 bits of two rounds of multiplications over the characters. */
export function numberOfTag(tag: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < tag.length; i += 1) {
    const code = tag.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
