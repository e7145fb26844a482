import { type ReactElement, useId, useState } from 'react';
import { classNames } from './class-names';
import type { Wiring } from './field-frame';

export interface TextAreaSettings {
  kind: 'textarea';
  defaultValue?: string;
  placeholder?: string;
  rows?: number;
  /** Counted in characters as a person counts them; typing past it is allowed and said, so that a paste is not cut. */
  limit?: number;
}

export function PasswordInput({ wiring, autoComplete }: { wiring: Wiring; autoComplete: string }): ReactElement {
  const [shown, setShown] = useState(false);
  return (
    <div className="flex gap-2">
      <input
        {...wiring}
        type={shown ? 'text' : 'password'}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        className="zc-input"
      />
      <button
        type="button"
        className="zc-button"
        aria-pressed={shown}
        aria-controls={wiring.id}
        onClick={() => setShown(!shown)}
      >
        {shown ? '隐藏' : '显示'}
        <span className="sr-only">密码</span>
      </button>
    </div>
  );
}

export function TextArea({ field, wiring }: { field: TextAreaSettings; wiring: Wiring }): ReactElement {
  const [length, setLength] = useState([...(field.defaultValue ?? '')].length);
  const counterId = useId();
  const over = field.limit === undefined ? 0 : length - field.limit;
  return (
    <>
      <textarea
        {...wiring}
        aria-describedby={classNames(wiring['aria-describedby'], field.limit !== undefined && counterId)}
        defaultValue={field.defaultValue}
        placeholder={field.placeholder}
        rows={field.rows ?? 4}
        className="zc-input block"
        onInput={(event) => setLength([...event.currentTarget.value].length)}
      />
      {field.limit !== undefined && (
        <p
          id={counterId}
          className={classNames('mt-1 text-right text-sm', over > 0 ? 'text-alarm-700' : 'text-ink-faint')}
        >
          {over > 0 ? `超出 ${over} 字，最多 ${field.limit} 字` : `${length} / ${field.limit} 字`}
        </p>
      )}
    </>
  );
}
