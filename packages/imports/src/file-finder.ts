/** Characters of a picture's name that say its size: `bridge-300x200.jpg` is made from `bridge.jpg`. */
const RESIZED = /-\d{2,5}x\d{2,5}(?=\.[a-z0-9]+$)|-scaled(?=\.[a-z0-9]+$)/i;

function pathOf(address: string): string {
  const plain = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(plain).normalize('NFC');
  } catch {
    return plain;
  }
}

/**
 * Finds the file that an address of the old site meant among the files of the source: the one whose path ends alike the
 * furthest. A picture made from a larger one is found by the larger one.
 */
export class FileFinder {
  private readonly byName = new Map<string, string[]>();

  constructor(paths: readonly string[]) {
    for (const path of paths) {
      const name = path.split('/').at(-1)?.toLowerCase() ?? '';
      this.byName.set(name, [...(this.byName.get(name) ?? []), path]);
    }
  }

  /** `from` is the path of the page that names the address: where several fit, one near it is meant. */
  find(address: string, from = ''): string | undefined {
    const wanted = pathOf(address);
    return (
      this.nearest(wanted, from) ?? (RESIZED.test(wanted) ? this.nearest(wanted.replace(RESIZED, ''), from) : undefined)
    );
  }

  private nearest(wanted: string, from: string): string | undefined {
    const parts = wanted
      .toLowerCase()
      .split('/')
      .filter((part) => part && part !== '.' && part !== '..');
    const candidates = this.byName.get(parts.at(-1) ?? '') ?? [];
    let best: { path: string; score: number } | undefined;
    for (const path of candidates) {
      const score = alike(path.toLowerCase().split('/'), parts) * 1_000 + commonStart(path, from);
      if (!best || score > best.score) best = { path, score };
    }
    return best?.path;
  }
}

function alike(path: string[], wanted: string[]): number {
  let count = 0;
  while (count < Math.min(path.length, wanted.length) && path.at(-1 - count) === wanted.at(-1 - count)) count += 1;
  return count;
}

function commonStart(a: string, b: string): number {
  let count = 0;
  while (count < Math.min(a.length, b.length, 999) && a[count] === b[count]) count += 1;
  return count;
}
