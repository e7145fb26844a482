/** Something that typing can reach: a site, a column, an item or an act. */
export interface PaletteItem {
  label: string;
  href: string;
  /** Where it belongs, e.g. the parent site or the kind of thing. */
  hint?: string;
  /** Other ways to type it: pinyin in full, pinyin initials, the division code. */
  keywords?: string[];
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s'’·-]/gu, '');
}

function isSubsequence(needle: string, text: string): boolean {
  let at = 0;
  for (const letter of text) {
    if (letter === needle[at]) at += 1;
    if (at === needle.length) return true;
  }
  return false;
}

/** Lower is nearer; null means that the term does not match the item. */
function distance(item: PaletteItem, term: string): number | null {
  const label = folded(item.label);
  if (label === term) return 0;
  if (label.startsWith(term)) return 1;
  const keywords = (item.keywords ?? []).map(folded);
  if (keywords.includes(term)) return 2;
  if (label.includes(term)) return 3;
  if (keywords.some((keyword) => keyword.startsWith(term))) return 4;
  if (term.length >= 2 && keywords.some((keyword) => keyword.includes(term))) return 6;
  if (folded(item.hint ?? '').includes(term)) return 7;
  const isChinese = /\p{Script=Han}/u.test(term);
  if (isChinese && term.length >= 2 && isSubsequence(term, label)) return 8;
  return null;
}

/**
 * The items that match every space-separated term, nearest first, at most `limit`, with the honest number of all matches.
 * An empty query keeps the given order.
 */
export function filterPalette<Item extends PaletteItem>(
  items: readonly Item[],
  query: string,
  limit = 20,
): { shown: Item[]; total: number } {
  const terms = query.trim().split(/\s+/u).map(folded).filter(Boolean);
  if (terms.length === 0) return { shown: items.slice(0, limit), total: items.length };
  const scored: { item: Item; score: number }[] = [];
  for (const item of items) {
    const distances = terms.map((term) => distance(item, term));
    if (distances.includes(null)) continue;
    scored.push({ item, score: distances.reduce<number>((sum, value) => sum + (value ?? 0), 0) });
  }
  scored.sort((a, b) => a.score - b.score || a.item.label.length - b.item.label.length);
  return { shown: scored.slice(0, limit).map(({ item }) => item), total: scored.length };
}
