import { type Passage, passageFinder } from '@zhanqun/kit';

const BLOCKS = 'p,h2,h3,h4,li,td,th,blockquote,figcaption,figure,tr,table,ul,ol,div,br,img';

/** The words of an element in lines, and where each sign stands. */
function wordsIn(root: Element): { text: string; places: { node: Text; at: number }[] } {
  let text = '';
  const places: { node: Text; at: number }[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let last: Text | undefined;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      last = node;
      for (let at = 0; at < node.data.length; at++) places.push({ node, at });
      text += node.data;
    } else if (last && (node as Element).matches(BLOCKS)) {
      text += '\n';
      places.push({ node: last, at: Math.max(0, last.data.length - 1) });
    }
  }
  return { text, places };
}

/** Finds passages in a text as it reads; the document stays as it is. */
export function rangeFinder(root: Element): (passage: Passage) => Range | undefined {
  const { text, places } = wordsIn(root);
  const find = passageFinder(text);
  return (passage) => {
    const span = find(passage);
    const first = span && places[span.start];
    const last = span && places[span.end - 1];
    if (!first || !last) return undefined;
    const range = document.createRange();
    range.setStart(first.node, first.at);
    range.setEnd(last.node, last.at + 1);
    return range;
  };
}

/** The selected words of an element as a passage; undefined when nothing is selected in it, or more than `most` signs. */
export function selectedIn(root: Element, most: number): { range: Range; words: string } | undefined {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return undefined;
  const words = selection.toString().trim();
  return words === '' || words.length > most ? undefined : { range, words };
}

/** Where a range begins and ends in the words of an element, for `passageAt`. */
export function spanOf(root: Element, range: Range): { text: string; start: number; end: number } | undefined {
  const { text, places } = wordsIn(root);
  const inside = places.flatMap(({ node, at }, index) =>
    range.comparePoint(node, at) === 0 && range.comparePoint(node, at + 1) === 0 ? [index] : [],
  );
  const [start, last] = [inside[0], inside.at(-1)];
  return start === undefined || last === undefined ? undefined : { text, start, end: last + 1 };
}

/** Shows ranges under a name that `::highlight(name)` draws. */
export function showRanges(name: string, ranges: readonly Range[]): void {
  if (!('highlights' in CSS)) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

/** Selects a range and brings it before the reader's eyes. */
export function goTo(range: Range): void {
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  const { startContainer: node } = range;
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
}
