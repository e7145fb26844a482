import { type ReactElement, useState } from 'react';
import type { Wiring } from './field-frame';
import { Icon } from './icon';

export interface ColourSettings {
  kind: 'colour';
  /** `#rrggbb`. */
  defaultValue: string;
  /** Judges the colour as it is chosen; the sentence says the ratio and what to do. */
  judge?: (hex: string) => { ok: boolean; text: string };
}

const HEX = /^#[0-9a-f]{6}$/i;

/** The native picker and the written value, kept equal; only the written one is submitted. */
export function ColourInput({
  field,
  wiring,
  label,
}: {
  field: ColourSettings;
  wiring: Wiring;
  label: string;
}): ReactElement {
  const [hex, setHex] = useState(field.defaultValue);
  const valid = HEX.test(hex);
  const verdict = valid ? field.judge?.(hex) : { ok: false, text: '请写成 # 加六位数字或字母 a 到 f，例如 #1f4e5f' };
  return (
    <div>
      <div className="flex items-center gap-2">
        <input
          type="color"
          aria-label={`选取${label}`}
          value={valid ? hex : field.defaultValue}
          onChange={(event) => setHex(event.target.value)}
          className="size-10 shrink-0 rounded border border-line-strong bg-white p-0.5"
        />
        <input
          {...wiring}
          type="text"
          value={hex}
          maxLength={7}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setHex(event.target.value.trim())}
          className="zc-input max-w-32 font-mono"
        />
      </div>
      {verdict && (
        <p role="status" className={`mt-1.5 flex gap-1.5 text-sm ${verdict.ok ? 'text-good-700' : 'text-alarm-700'}`}>
          <Icon name={verdict.ok ? 'check' : 'alert'} className="mt-0.5 size-4" />
          {verdict.text}
        </p>
      )}
    </div>
  );
}
