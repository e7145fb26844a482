import { type Editor, type Extensions, Mark, Node } from '@tiptap/core';
import { Image } from '@tiptap/extension-image';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { DOMSerializer } from '@tiptap/pm/model';
import StarterKit from '@tiptap/starter-kit';
import { fileIdOf } from '@zhanqun/articles/body';
import { consolePath } from '../paths';
import { leaveCaption } from './captions';

/** The address of the text is the public one; on this host the desk shows its own files. */
function picturesOf(siteCode: string) {
  return Image.extend({
    addNodeView() {
      return ({ node }) => {
        const dom = document.createElement('img');
        const show = ({ src, alt }: Record<string, unknown>) => {
          const id = fileIdOf(String(src ?? ''));
          dom.alt = String(alt ?? '');
          if (id) dom.src = consolePath.file(siteCode, id);
        };
        show(node.attrs);
        return {
          dom,
          update: (next) => {
            if (next.type !== node.type) return false;
            show(next.attrs);
            return true;
          },
        };
      };
    },
  });
}

/** Without column widths: they would be style attributes, which the content policy refuses. */
const PlainTable = Table.extend({
  renderHTML: () => ['table', ['tbody', 0]],
});

/** Raised and lowered signs: numbers of notes, formulas. */
const Raised = Mark.create({
  name: 'superscript',
  excludes: 'subscript',
  parseHTML: () => [{ tag: 'sup' }],
  renderHTML: () => ['sup', 0],
  addKeyboardShortcuts() {
    return { 'Mod-.': () => this.editor.commands.toggleMark(this.name) };
  },
});
const Lowered = Mark.create({
  name: 'subscript',
  excludes: 'superscript',
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: () => ['sub', 0],
  addKeyboardShortcuts() {
    return { 'Mod-,': () => this.editor.commands.toggleMark(this.name) };
  },
});

/** Pictures with one caption under them; several are a gallery. */
const Figure = Node.create({
  name: 'figure',
  group: 'block',
  content: 'image+ figcaption?',
  isolating: true,
  parseHTML: () => [{ tag: 'figure' }],
  renderHTML: () => ['figure', 0],
});
const Caption = Node.create({
  name: 'figcaption',
  content: 'inline*',
  defining: true,
  parseHTML: () => [{ tag: 'figcaption' }],
  renderHTML: () => ['figcaption', 0],
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => leaveCaption(editor) };
  },
});

/** Marks and blocks of `sanitiseBody`, and no others. */
export function bodyExtensions(siteCode: string): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [2, 3, 4] },
      code: false,
      codeBlock: false,
      strike: false,
      link: {
        openOnClick: false,
        autolink: true,
        defaultProtocol: 'https',
        HTMLAttributes: { rel: null, target: null },
      },
    }),
    picturesOf(siteCode).configure({ inline: false }),
    Figure,
    Caption,
    Raised,
    Lowered,
    PlainTable.configure({ resizable: false }),
    TableRow,
    TableHeader,
    TableCell,
  ];
}

/** The text as it is sent. Built in a document of its own: in this one its pictures would be fetched from their public addresses. */
export function htmlOf({ isEmpty, state, schema }: Editor): string {
  if (isEmpty) return '';
  const inert = document.implementation.createHTMLDocument('');
  const box = inert.createElement('div');
  DOMSerializer.fromSchema(schema).serializeFragment(state.doc.content, { document: inert }, box);
  return box.innerHTML;
}
