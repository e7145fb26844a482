import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';

/** A raised number in brackets: in the text where it is referred to, at the start of a paragraph where the note stands. */
interface Sign {
  from: number;
  to: number;
  number: number;
  isNote: boolean;
}

const NUMBER = /^\[(\d{1,3})\]$/;

function signsIn(doc: Node): Sign[] {
  const signs: Sign[] = [];
  doc.descendants((node, from) => {
    const found = node.isText ? NUMBER.exec(node.text ?? '') : null;
    if (!found || !node.marks.some((mark) => mark.type.name === 'superscript')) return;
    const place = doc.resolve(from);
    const isNote = place.depth === 1 && place.parentOffset === 0;
    signs.push({ from, to: from + node.nodeSize, number: Number(found[1]), isNote });
  });
  return signs;
}

/**
 * The numbers that references have once a new one stands at `at`: each by the place of its first one in the text. The
 * new one goes by 0.
 */
function renumbered(signs: readonly Sign[], at: number): Map<number, number> {
  const inText = signs.filter((sign) => !sign.isNote);
  const order = [
    ...inText.filter(({ from }) => from < at).map(({ number }) => number),
    0,
    ...inText.filter(({ from }) => from >= at).map(({ number }) => number),
  ];
  return new Map([...new Set(order)].map((number, index) => [number, index + 1]));
}

/** A number at the cursor and its note at the foot of the text; the numbers after it move on. */
export function footnoteIn(state: EditorState, words: string): Transaction | undefined {
  const { doc, selection, schema } = state;
  const raised = schema.marks.superscript?.create();
  const paragraph = schema.nodes.paragraph;
  if (!raised || !paragraph) return undefined;
  const at = selection.to;
  const signs = signsIn(doc);
  const numbers = renumbered(signs, at);
  const own = numbers.get(0) ?? 1;
  const sign = (number: number) => schema.text(`[${number}]`, [raised]);
  const endOf = (one: Sign) => doc.resolve(one.from).after(1);
  const notes = signs.filter(({ isNote }) => isNote);
  const before = notes.filter(({ number }) => (numbers.get(number) ?? number) < own).at(-1);
  const after = notes.find(({ number }) => (numbers.get(number) ?? number) > own);
  const place = before ? endOf(before) : after ? doc.resolve(after.from).before(1) : doc.content.size;
  const edits = [
    ...signs.flatMap(({ from, to, number }) => {
      const next = numbers.get(number);
      return next === undefined || next === number ? [] : [{ from, to, node: sign(next) }];
    }),
    { from: at, to: at, node: sign(own) },
    { from: place, to: place, node: paragraph.create(null, [sign(own), schema.text(` ${words}`)]) },
  ];
  const { tr } = state;
  // From the foot up, so that each place is still where it was found.
  for (const { from, to, node } of edits.sort((a, b) => b.from - a.from)) tr.replaceWith(from, to, node);
  // What is typed next is no part of the number.
  return tr.removeStoredMark(raised).scrollIntoView();
}
