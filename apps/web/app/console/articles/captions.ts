import type { Editor } from '@tiptap/core';
import { NodeSelection, TextSelection } from '@tiptap/pm/state';

/** Puts the cursor into the caption of the chosen picture, and makes one where there is none. */
export function addCaption(editor: Editor): void {
  const { state, schema, view } = editor;
  const { selection, tr } = state;
  const { figure, figcaption } = schema.nodes;
  if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image' || !figure || !figcaption) return;
  const around = selection.$from;
  if (around.parent.type === figure) {
    const end = around.after(around.depth) - 1;
    const isThere = around.parent.lastChild?.type === figcaption;
    if (!isThere) tr.insert(end, figcaption.create());
    // At the end of the caption's words: one step inside what ends the figure.
    tr.setSelection(TextSelection.create(tr.doc, isThere ? end - 1 : end + 1));
  } else {
    tr.replaceSelectionWith(figure.create(null, [selection.node, figcaption.create()]));
    const inside = selection.from + 1 + selection.node.nodeSize + 1;
    tr.setSelection(TextSelection.create(tr.doc, inside));
  }
  view.dispatch(tr.scrollIntoView());
  editor.commands.focus();
}

/** From a caption to a new line below its figure; false elsewhere. */
export function leaveCaption(editor: Editor): boolean {
  const { $from } = editor.state.selection;
  const { paragraph } = editor.schema.nodes;
  if ($from.parent.type.name !== 'figcaption' || !paragraph) return false;
  const after = $from.after($from.depth - 1);
  const tr = editor.state.tr.insert(after, paragraph.create());
  editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
}
