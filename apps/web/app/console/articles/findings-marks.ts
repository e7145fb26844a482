import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { type BodyPart, wordsOfBody } from '@zhanqun/checks';
import { type Passage, passageAt, passageFinder } from '@zhanqun/kit';

/** What is to be marked in the text: words of the body that was checked, or a part of it. */
export interface Mark {
  id: number;
  className: string;
  words?: { start: number; end: number };
  passage?: Passage;
  part?: { part: BodyPart; index: number };
}

interface Span {
  from: number;
  to: number;
}

interface MarkSpec {
  id: number;
  /** The words that are marked; undefined for a part. */
  words?: string;
}

interface MarksState {
  marks: DecorationSet;
}

const KEY = new PluginKey<MarksState>('findings');

/** The words of a document in lines as `wordsOfBody` has them, and where each sign stands. */
function wordsIn(doc: Node): { text: string; places: Span[] } {
  let text = '';
  const places: Span[] = [];
  const put = (words: string, spanOf: (index: number) => Span) => {
    text += words;
    for (let index = 0; index < words.length; index++) places.push(spanOf(index));
  };
  const told: { words: string; at: number }[] = [];
  doc.descendants((node, at) => {
    if (node.isText) put(node.text ?? '', (index) => ({ from: at + index, to: at + index + 1 }));
    else put('\n', () => ({ from: at, to: at + node.nodeSize }));
    if (node.attrs.alt) told.push({ words: `\n${node.attrs.alt}`, at });
    return true;
  });
  // Alternative texts come after the text itself, each on a line.
  for (const { words, at } of told) put(words, () => ({ from: at, to: at + 1 }));
  return { text, places };
}

function partsIn(doc: Node, part: BodyPart): Span[] {
  const spans: Span[] = [];
  const names: Record<Exclude<BodyPart, 'link'>, string> = { heading: 'heading', table: 'table', picture: 'image' };
  let openLink: { href: unknown; to: number } | undefined;
  doc.descendants((node, at) => {
    const to = at + node.nodeSize;
    if (part !== 'link') {
      if (node.type.name === names[part]) spans.push({ from: at, to });
      return true;
    }
    const link = node.marks.find(({ type }) => type.name === 'link');
    if (!link) return true;
    const last = spans.at(-1);
    if (last && openLink?.href === link.attrs.href && openLink?.to === at) last.to = to;
    else spans.push({ from: at, to });
    openLink = { href: link.attrs.href, to };
    return true;
  });
  return spans;
}

function textBetween(doc: Node, { from, to }: Span): string {
  return doc.textBetween(from, to, '\n', '\n');
}

/** The marks of a text, each at its place in a document that may have changed since; those without a place are left out. */
function placed(doc: Node, body: string, marks: readonly Mark[]): Decoration[] {
  const checked = wordsOfBody(body);
  const { text, places } = wordsIn(doc);
  const find = passageFinder(text);
  return marks.flatMap(({ id, className, words, part, passage }) => {
    const attributes = { class: className };
    if (part) {
      const span = partsIn(doc, part.part)[part.index];
      if (!span) return [];
      const spec: MarkSpec = { id };
      return [
        part.part === 'link'
          ? Decoration.inline(span.from, span.to, attributes, spec)
          : Decoration.node(span.from, span.to, attributes, spec),
      ];
    }
    const wanted = passage ?? (words && passageAt(checked, words.start, words.end));
    const found = wanted && find(wanted);
    const first = found && places[found.start];
    const last = found && places[found.end - 1];
    if (!first || !last) return [];
    const span = { from: first.from, to: last.to };
    const picture = doc.nodeAt(span.from);
    if (picture?.attrs.alt) return [Decoration.node(span.from, span.from + 1, attributes, { id } satisfies MarkSpec)];
    return [
      Decoration.inline(span.from, span.to, attributes, { id, words: textBetween(doc, span) } satisfies MarkSpec),
    ];
  });
}

/** Marks beside the text, not in it: they move with what is typed and go when their words change. */
export const FindingsMarks = Extension.create({
  name: 'findingsMarks',
  addProseMirrorPlugins: () => [
    new Plugin<MarksState>({
      key: KEY,
      state: {
        init: () => ({ marks: DecorationSet.empty }),
        apply(transaction, state) {
          const fresh = transaction.getMeta(KEY) as Decoration[] | undefined;
          if (fresh) return { marks: DecorationSet.create(transaction.doc, fresh) };
          if (!transaction.docChanged) return state;
          const moved = state.marks.map(transaction.mapping, transaction.doc);
          const changed = moved
            .find()
            .filter(
              ({ from, to, spec }) =>
                spec.words !== undefined && textBetween(transaction.doc, { from, to }) !== spec.words,
            );
          return { marks: moved.remove(changed) };
        },
      },
      props: { decorations: (state) => KEY.getState(state)?.marks },
    }),
  ],
});

interface MarkedEditor {
  state: EditorState;
  view: { dispatch(transaction: EditorState['tr']): void };
}

/** Puts the marks of the body that was checked where its words stand in the editor now. */
export function showMarks({ state, view }: MarkedEditor, body: string, marks: readonly Mark[]): void {
  view.dispatch(state.tr.setMeta(KEY, placed(state.doc, body, marks)).setMeta('addToHistory', false));
}

/** Where a mark stands at present; undefined when its words are gone. */
export function markAt(state: EditorState, id: number): Span | undefined {
  const [found] = KEY.getState(state)?.marks.find(undefined, undefined, (spec) => (spec as MarkSpec).id === id) ?? [];
  return found && { from: found.from, to: found.to };
}

/** The marks that still have a place. */
export function marksIn(state: EditorState): number[] {
  return (KEY.getState(state)?.marks.find() ?? []).map(({ spec }) => (spec as MarkSpec).id);
}
