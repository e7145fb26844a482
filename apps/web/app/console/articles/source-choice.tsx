import type { ReactElement } from 'react';

export interface SourceChoiceProps {
  isLibrary: boolean;
  onChange: (isLibrary: boolean) => void;
}

/** Where a file comes from: this machine, or the library. */
export function SourceChoice({ isLibrary, onChange }: SourceChoiceProps): ReactElement {
  return (
    <div className="flex rounded border border-line p-0.5">
      {[false, true].map((value) => (
        <button
          key={String(value)}
          type="button"
          aria-pressed={isLibrary === value}
          className={`min-h-9 flex-1 rounded px-3 max-sm:min-h-11 ${
            isLibrary === value ? 'bg-main-100 font-semibold text-main-800' : 'text-ink-soft hover:bg-main-50'
          }`}
          onClick={() => onChange(value)}
        >
          {value ? '从媒体库选' : '上传新的'}
        </button>
      ))}
    </div>
  );
}
