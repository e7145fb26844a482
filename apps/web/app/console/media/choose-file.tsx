import type { FileKind } from '@zhanqun/media/schema';
import { formatBytes, Icon } from '@zhanqun/ui/console';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { consolePath } from '../paths';
import type { FileChoice } from './choice';
import type { ChosenFile } from './chosen-file';

const NOT_LOADED = '媒体库没有打开，请检查网络后重试。';

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(path, init);
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && body) return body as T;
  const message = (body as { error?: { message?: string } } | undefined)?.error?.message;
  throw new Error(message ?? NOT_LOADED);
}

export interface ChooseFileProps {
  siteCode: string;
  kind?: FileKind;
  /** Takes a file of this site's own library. */
  onChoose: (file: ChosenFile) => void;
}

/** Files of the library to choose one from; one that a site above shares is taken over when it is chosen. */
export function ChooseFile({ siteCode, kind, onChoose }: ChooseFileProps): ReactElement {
  const [filter, setFilter] = useState({ q: '', folder: '' });
  const [choice, setChoice] = useState<FileChoice>();
  const [chosen, setChosen] = useState('');
  const [fault, setFault] = useState('');
  const typed = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const stop = new AbortController();
    ask<FileChoice>(consolePath.mediaChoice(siteCode, { kind, ...filter }), { signal: stop.signal }).then(
      (answer) => {
        setChoice(answer);
        setFault('');
      },
      (error: Error) => stop.signal.aborted || setFault(error.message),
    );
    return () => stop.abort();
  }, [siteCode, kind, filter]);

  async function more() {
    if (!choice?.next) return;
    try {
      const next = await ask<FileChoice>(consolePath.mediaChoice(siteCode, { kind, ...filter, after: choice.next }));
      setChoice({ ...next, files: [...choice.files, ...next.files] });
    } catch (error) {
      setFault(error instanceof Error ? error.message : NOT_LOADED);
    }
  }

  async function choose(file: ChosenFile) {
    setChosen(file.id);
    if (!filter.folder) return onChoose(file);
    const body = new URLSearchParams({ intent: 'article:write', fileId: file.id });
    try {
      onChoose(await ask<ChosenFile>(consolePath.mediaChoice(siteCode), { method: 'POST', body }));
    } catch (error) {
      setChosen('');
      setFault(error instanceof Error ? error.message : NOT_LOADED);
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <input
          ref={typed}
          type="search"
          aria-label="在媒体库中查找"
          placeholder="名称或替代文字中的词"
          className="zc-input min-w-0 flex-1"
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // The dialog's own form would be sent.
            event.preventDefault();
            setFilter({ ...filter, q: event.currentTarget.value });
          }}
        />
        <button
          type="button"
          className="zc-button"
          onClick={() => setFilter({ ...filter, q: typed.current?.value ?? '' })}
        >
          查找
        </button>
        {choice && choice.sharedFolders.length > 0 && (
          <select
            aria-label="从哪里选"
            className="zc-input w-full"
            value={filter.folder}
            onChange={(event) => setFilter({ ...filter, folder: event.currentTarget.value })}
          >
            <option value="">本站的媒体库</option>
            {choice.sharedFolders.map(({ id, name, siteName }) => (
              <option key={id} value={id}>
                {name}（{siteName}共享）
              </option>
            ))}
          </select>
        )}
      </div>
      <p role="alert" className="text-alarm-700 empty:hidden">
        {fault}
      </p>
      <ul
        aria-label="媒体库"
        aria-busy={choice === undefined}
        className="grid max-h-72 grid-cols-3 gap-2 overflow-y-auto p-0.5"
      >
        {choice?.files.map((file) => (
          <li key={file.id}>
            <button
              type="button"
              aria-pressed={chosen === file.id}
              className={`flex h-full w-full flex-col overflow-hidden rounded border bg-white text-left hover:border-main-600 ${
                chosen === file.id ? 'border-main-700 ring-2 ring-main-600' : 'border-line'
              }`}
              onClick={() => void choose(file)}
            >
              <span className="grid h-20 w-full place-items-center bg-paper-deep">
                {file.mime.startsWith('image/') ? (
                  <img
                    src={consolePath.smallPicture(siteCode, file.id)}
                    alt=""
                    loading="lazy"
                    className="h-20 w-full object-contain"
                  />
                ) : (
                  <Icon name="document" className="size-8 text-main-700" />
                )}
              </span>
              <span className="line-clamp-2 w-full px-1.5 pt-1 text-xs leading-4 break-all">{file.name}</span>
              <span className="px-1.5 pb-1 text-xs text-ink-faint">{formatBytes(file.size)}</span>
            </button>
          </li>
        ))}
      </ul>
      {choice?.files.length === 0 && <p className="text-ink-soft">没有符合的文件。换一个词，或者改为上传。</p>}
      {choice?.next && (
        <button type="button" className="zc-button self-start" onClick={() => void more()}>
          再显示一些
        </button>
      )}
    </div>
  );
}
