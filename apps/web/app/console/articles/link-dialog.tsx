import type { Editor } from '@tiptap/core';
import { Field } from '@zhanqun/ui/console';
import { useRef, useState } from 'react';
import { EditorDialog } from './editor-dialog';

const OUTSIDE = /^(https?:\/\/|mailto:|tel:)\S+$/i;
const OWN_PATH = /^\/(?![/\\])\S*$/;
const BARE_HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/i;

/** The address as the text keeps it; undefined for what no browser could follow. */
function addressOf(typed: string): string | undefined {
  if (OUTSIDE.test(typed) || OWN_PATH.test(typed)) return typed;
  return BARE_HOST.test(typed) ? `https://${typed}` : undefined;
}

export interface LinkDialogProps {
  editor: Editor;
  onClose: () => void;
}

export function LinkDialog({ editor, onClose }: LinkDialogProps) {
  const box = useRef<HTMLDivElement>(null);
  const [errors, setErrors] = useState<{ address?: string[]; words?: string[] }>({});
  const current = String(editor.getAttributes('link').href ?? '');
  const isWordless = editor.state.selection.empty && !current;

  function put() {
    const typedIn = (name: string) =>
      box.current?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value.trim() ?? '';
    const typed = typedIn('address');
    const chain = editor.chain().focus();
    if (!typed && current) {
      chain.extendMarkRange('link').unsetLink().run();
      onClose();
      return;
    }
    const href = addressOf(typed);
    const words = typedIn('words');
    if (!href || (isWordless && !words)) {
      setErrors({
        address: href ? undefined : ['请填写完整的地址，例如 https://www.gov.cn/ ，或本站内以 / 开头的地址。'],
        words: isWordless && !words ? ['请填写显示的文字，说出链接通向哪里。'] : undefined,
      });
      return;
    }
    if (isWordless)
      chain.insertContent({ type: 'text', text: words, marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain.extendMarkRange('link').setLink({ href }).run();
    onClose();
  }

  return (
    <EditorDialog title={current ? '修改链接' : '加链接'} submit="改好了" onSubmit={put} onClose={onClose}>
      <div ref={box} className="flex flex-col gap-4">
        {isWordless && (
          <Field
            kind="text"
            name="words"
            label="显示的文字"
            required
            errors={errors.words}
            help="不要只写“点击这里”。"
          />
        )}
        <Field
          kind="text"
          name="address"
          label="链接地址"
          inputMode="url"
          required
          defaultValue={current}
          help={current ? '清空地址就去掉这个链接。' : undefined}
          errors={errors.address}
        />
      </div>
    </EditorDialog>
  );
}
