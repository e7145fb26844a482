import { EditorContent, useEditor } from '@tiptap/react';
import { RESTORED_EVENT } from '@zhanqun/ui/console';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { bodyExtensions, htmlOf } from './body-extensions';
import { cleanPaste, isFromOffice } from './clean-paste';
import { EditorToolbar } from './editor-toolbar';
import { FindingsMarks } from './findings-marks';
import { FootnoteDialog } from './footnote-dialog';
import { GalleryDialog } from './gallery-dialog';
import { LinkDialog } from './link-dialog';
import { PictureDialog } from './picture-dialog';
import { useBodyFindings } from './use-body-findings';

export interface BodyEditorProps {
  siteCode: string;
  /** Holds the markup: read at the start and when it is put back, written with every change. */
  hidden: RefObject<HTMLInputElement>;
  isInvalid: boolean;
}

/** Tab belongs to lists and tables while the cursor is in them, so there is another key out of the text. */
function leaveForToolbar({ dom }: { dom: HTMLElement }, event: KeyboardEvent): boolean {
  if (event.key !== 'Escape') return false;
  dom.closest('.zc-editor')?.querySelector<HTMLElement>('[role="toolbar"] [tabindex="0"]')?.focus();
  return true;
}

export default function BodyEditor({ siteCode, hidden, isInvalid }: BodyEditorProps) {
  const [open, setOpen] = useState<'picture' | 'gallery' | 'footnote' | 'link'>();
  const editor = useEditor({
    // The policy forbids style elements; the rules stand in console-editor.css.
    injectCSS: false,
    extensions: [...bodyExtensions(siteCode), FindingsMarks],
    content: hidden.current?.value ?? '',
    editorProps: {
      handleKeyDown: leaveForToolbar,
      transformPastedHTML: (html) => (isFromOffice(html) ? cleanPaste(html) : html),
      attributes: {
        id: 'field-body',
        class: 'zc-editor-page',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': 'body-title',
        'aria-describedby': 'field-body-help field-body-errors',
        'aria-invalid': String(isInvalid),
      },
    },
    onUpdate: ({ editor: one }) => {
      const input = hidden.current;
      if (!input) return;
      input.value = htmlOf(one);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
  });

  const { refresh } = useBodyFindings(editor);
  const refreshed = useRef(refresh);
  refreshed.current = refresh;

  useEffect(() => {
    const input = hidden.current;
    if (!input || !editor) return;
    const follow = () => {
      editor.commands.setContent(input.value, { emitUpdate: false });
      refreshed.current();
    };
    input.addEventListener(RESTORED_EVENT, follow);
    return () => input.removeEventListener(RESTORED_EVENT, follow);
  }, [editor, hidden]);

  if (!editor) return null;
  const close = () => {
    setOpen(undefined);
    editor.commands.focus();
  };
  return (
    <>
      <EditorToolbar editor={editor} onOpen={setOpen} />
      <EditorContent editor={editor} />
      {open === 'picture' && <PictureDialog editor={editor} siteCode={siteCode} onClose={close} />}
      {open === 'gallery' && <GalleryDialog editor={editor} siteCode={siteCode} onClose={close} />}
      {open === 'footnote' && <FootnoteDialog editor={editor} onClose={close} />}
      {open === 'link' && <LinkDialog editor={editor} onClose={close} />}
    </>
  );
}
