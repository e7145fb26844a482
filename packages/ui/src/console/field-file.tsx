import { type DragEvent, type ReactElement, useRef, useState } from 'react';
import { classNames } from './class-names';
import type { Wiring } from './field-frame';
import { Icon } from './icon';

export interface FileSettings {
  kind: 'file';
  /** As the `accept` attribute: `.pdf,.docx,image/*`. */
  accept?: string;
  /** In words for the reader: `PDF、Word`. */
  types?: string;
  maxBytes?: number;
  multiple?: boolean;
}

/** `2.5 MB`, `340 KB`: binary units as Windows shows them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${Number((bytes / 1024 / 1024).toFixed(1))} MB`;
}

export function FileDrop({ field, wiring }: { field: FileSettings; wiring: Wiring }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [over, setOver] = useState(false);
  const { maxBytes } = field;

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (!input.current || event.dataTransfer.files.length === 0) return;
    input.current.files = event.dataTransfer.files;
    input.current.dispatchEvent(new Event('change', { bubbles: true }));
  }

  const hint = [field.types, maxBytes !== undefined && `每个不超过 ${formatBytes(maxBytes)}`]
    .filter(Boolean)
    .join('，');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input inside is the first
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={classNames(
        'rounded border border-dashed p-4',
        over ? 'border-main-700 bg-main-50' : 'border-line-strong bg-white',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Icon name="upload" className="size-6 text-main-600" />
        <input
          {...wiring}
          ref={input}
          type="file"
          accept={field.accept}
          multiple={field.multiple}
          onChange={(event) => setFiles([...(event.target.files ?? [])])}
          className="max-w-full min-w-0 text-ink-soft file:mr-3 file:min-h-9 file:cursor-pointer file:rounded file:border file:border-solid file:border-line-strong file:bg-white file:px-3.5 file:font-medium file:text-ink"
        />
        <span className="text-sm text-ink-soft max-sm:hidden">也可以把文件拖到这里</span>
      </div>
      {hint && <p className="mt-1.5 text-sm text-ink-soft">{hint}</p>}
      {files.length > 0 && (
        <ul className="mt-2 text-sm" aria-live="polite">
          {files.map((file) => {
            const tooLarge = maxBytes !== undefined && file.size > maxBytes;
            return (
              <li key={`${file.name}-${file.size}`} className={tooLarge ? 'text-alarm-700' : 'text-ink-soft'}>
                {file.name}（{formatBytes(file.size)}）{tooLarge && '太大，请压缩后再选'}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
