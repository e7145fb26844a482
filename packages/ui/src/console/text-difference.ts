export interface ComparedLine {
  text: string;
  /** True when the other text has no such line in this place. */
  differs: boolean;
}

/** Beyond this many line pairs the table of the longest common subsequence is not worth its memory. */
const MAX_CELLS = 4_000_000;

/** Both texts by line, each line marked that the other does not have in this order (longest common subsequence). */
export function compareLines(left: string, right: string): { left: ComparedLine[]; right: ComparedLine[] } {
  const a = left.split('\n');
  const b = right.split('\n');
  if (a.length * b.length > MAX_CELLS) {
    const plain = (lines: string[], others: string[]) => {
      const known = new Set(others);
      return lines.map((text) => ({ text, differs: !known.has(text) }));
    };
    return { left: plain(a, b), right: plain(b, a) };
  }
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const result = {
    left: a.map((text) => ({ text, differs: true })),
    right: b.map((text) => ({ text, differs: true })),
  };
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const mine = result.left[i];
    const theirs = result.right[j];
    if (mine && theirs && mine.text === theirs.text) {
      mine.differs = false;
      theirs.differs = false;
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return result;
}
