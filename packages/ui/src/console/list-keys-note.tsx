import { type ReactElement, useState } from 'react';
import { setListKeys, useListKeysOn } from './list-keys';

const KEYS = [
  ['j', '下一条'],
  ['k', '上一条'],
  ['x', '勾选'],
  ['Enter', '打开'],
  ['/', '查找'],
] as const;

/** Says which keys work in a list, and lets whoever speaks to the machine or types by accident switch them off. */
export function ListKeysNote(): ReactElement {
  const isOn = useListKeysOn();
  const [said, setSaid] = useState('');
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft max-sm:hidden">
      {isOn && (
        <p className="flex flex-wrap gap-x-3 gap-y-1">
          <span>键盘：</span>
          {KEYS.map(([key, what]) => (
            <span key={key}>
              <kbd className="rounded border border-line-strong bg-white px-1.5 font-mono">{key}</kbd> {what}
            </span>
          ))}
        </p>
      )}
      <button
        type="button"
        className="zc-link min-h-6"
        onClick={() => {
          setListKeys(!isOn);
          setSaid(isOn ? '列表快捷键已关闭。' : '列表快捷键已开启。');
        }}
      >
        {isOn ? '关闭快捷键' : '开启列表快捷键'}
      </button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </div>
  );
}
