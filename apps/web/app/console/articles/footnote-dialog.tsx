import type { Editor } from '@tiptap/core';
import { Field } from '@zhanqun/ui/console';
import { useRef, useState } from 'react';
import { EditorDialog } from './editor-dialog';
import { footnoteIn } from './footnotes';

/** Asks for the words of a note, and puts it in. */
export function FootnoteDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [errors, setErrors] = useState<string[]>([]);

  function put() {
    const words = box.current?.querySelector<HTMLTextAreaElement>('[name="note"]')?.value.trim().replace(/\s+/g, ' ');
    if (!words) return setErrors(['请填写脚注，例如数据或引文的出处。']);
    const note = footnoteIn(editor.state, words);
    if (note) editor.view.dispatch(note);
    onClose();
  }

  return (
    <EditorDialog title="插入脚注" submit="插入" onSubmit={put} onClose={onClose}>
      <div ref={box}>
        <Field
          kind="textarea"
          name="note"
          label="脚注"
          required
          rows={3}
          limit={300}
          help="数据、引文的出处。号码放在光标处，脚注放在文末，后面的号码自动顺延。"
          errors={errors}
        />
      </div>
    </EditorDialog>
  );
}
