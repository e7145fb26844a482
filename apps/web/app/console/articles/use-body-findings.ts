import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import { FIRST_NOTE, useFindingsDesk } from './findings-desk';
import { type Mark, markAt, marksIn, showMarks } from './findings-marks';

/** Shows in the editor what the checks found in the body, and leads there. */
export function useBodyFindings(editor: Editor | null): { refresh(): void } {
  const desk = useFindingsDesk();
  const { findings, notes, body, reachBody, noteBody } = desk ?? {};

  function refresh(): void {
    if (!editor || !findings || body === undefined) return;
    const marks = findings.flatMap(({ field, weight, place }, id): Mark[] => {
      if (field !== 'body' || !place) return [];
      const className = weight === 'BLOCK' ? 'zc-found zc-found-block' : 'zc-found';
      return ['part' in place ? { id, className, part: place } : { id, className, words: place }];
    });
    const noted = (notes ?? []).flatMap(({ field, passage }, index): Mark[] =>
      field === 'body' ? [{ id: FIRST_NOTE + index, className: 'zc-noted', passage }] : [],
    );
    showMarks(editor, body, [...noted, ...marks]);
  }

  useEffect(refresh, [editor, findings, notes, body]);

  useEffect(() => {
    if (!editor || !reachBody || !noteBody) return;
    const note = () => noteBody(marksIn(editor.state));
    note();
    editor.on('transaction', note);
    reachBody({
      jump(index) {
        const place = markAt(editor.state, index);
        if (!place) return false;
        editor.chain().focus(undefined, { scrollIntoView: false }).setTextSelection(place).run();
        const at = editor.view.domAtPos(place.from).node;
        (at instanceof Element ? at : at.parentElement)?.scrollIntoView({ block: 'center' });
        return true;
      },
      replace(index, words) {
        const place = markAt(editor.state, index);
        if (!place) return;
        // The words keep the marks of those that they replace.
        editor.view.dispatch(editor.state.tr.insertText(words, place.from, place.to));
        editor
          .chain()
          .setTextSelection({ from: place.from, to: place.from + words.length })
          .focus()
          .run();
      },
    });
    return () => {
      editor.off('transaction', note);
      reachBody(undefined);
    };
  }, [editor, reachBody, noteBody]);

  return { refresh };
}
