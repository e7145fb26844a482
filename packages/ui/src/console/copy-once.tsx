import { type ReactElement, useRef, useState } from 'react';
import { Icon } from './icon';

export interface CopyOnceProps {
  /** Whose and what: `李芳的一次性密码`. */
  label: string;
  value: string;
  /** What to do with it. */
  help?: string;
}

/** A secret that is shown this one time. On plain http there is no clipboard, so the text is selected instead. */
export function CopyOnce({ label, value, help }: CopyOnceProps): ReactElement {
  const [state, setState] = useState<'idle' | 'copied' | 'selected'>('idle');
  const text = useRef<HTMLElement>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      if (text.current) window.getSelection()?.selectAllChildren(text.current);
      setState('selected');
    }
  }
  return (
    <div className="rounded-md border-2 border-act-600 bg-white p-4">
      <p className="font-semibold">{label}</p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <code
          ref={text}
          className="rounded bg-paper-deep px-3 py-1.5 font-mono text-lg tracking-wider break-all select-all"
        >
          {value}
        </code>
        <button type="button" className="zc-button" onClick={copy}>
          <Icon name={state === 'copied' ? 'check' : 'copy'} className="size-4" />
          {state === 'copied' ? '已复制' : '复制'}
        </button>
        <span role="status" className="text-sm text-ink-soft">
          {state === 'selected' && '已选中，请按 Ctrl+C 复制'}
          {state === 'copied' && '已放到剪贴板'}
        </span>
      </div>
      <p className="mt-2 text-act-700">只显示这一次，离开这个页面后无法再看到。</p>
      {help && <p className="text-sm text-ink-soft">{help}</p>}
    </div>
  );
}
