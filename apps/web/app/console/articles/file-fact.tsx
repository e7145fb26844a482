import { MAX_FILE_BYTES, MAX_PICTURE_BYTES, PICTURE_ACCEPT } from '@zhanqun/media/schema';
import { FieldErrors, fieldId, formatBytes, Icon, RESTORED_EVENT } from '@zhanqun/ui/console';
import { type ChangeEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { sendFile } from '../media/send-file';
import { consolePath } from '../paths';
import { KeptField } from './kept-field';

const ACCEPTS = {
  video: { extensions: '.mp4', mime: 'video/', bytes: MAX_FILE_BYTES, refusal: '这不是 mp4 视频，没有采用。' },
  picture: {
    extensions: PICTURE_ACCEPT,
    mime: 'image/',
    bytes: MAX_PICTURE_BYTES,
    refusal: '这不是图片，没有采用。',
  },
} as const;

export interface FileFactProps {
  name: string;
  label: string;
  help?: string | undefined;
  errors?: readonly string[] | undefined;
  accepts: keyof typeof ACCEPTS;
  siteCode: string;
  /** Id of the file that is named now, or "". */
  first: string;
}

/** One file as a fact of an item. It is kept at once and belongs to the item with its next save. */
export function FileFact({ name, label, help, errors, accepts, siteCode, first }: FileFactProps): ReactElement {
  const [id, setId] = useState(first);
  const [fileName, setFileName] = useState('');
  const [percent, setPercent] = useState<number>();
  const [fault, setFault] = useState('');
  const hidden = useRef<HTMLInputElement>(null);
  const wanted = ACCEPTS[accepts];
  const field = fieldId({ name });

  useEffect(() => {
    const input = hidden.current;
    if (!input) return;
    const follow = () => {
      setId(input.value);
      setFileName('');
    };
    input.addEventListener(RESTORED_EVENT, follow);
    return () => input.removeEventListener(RESTORED_EVENT, follow);
  }, []);

  function take(next: string, called: string) {
    setId(next);
    setFileName(called);
    if (!hidden.current) return;
    hidden.current.value = next;
    hidden.current.dispatchEvent(new Event('input', { bubbles: true }));
  }

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = '';
    if (!file) return;
    setFault('');
    if (file.size > wanted.bytes) return setFault(`“${file.name}”超过 ${formatBytes(wanted.bytes)}，没有采用。`);
    setPercent(0);
    try {
      const kept = await sendFile(consolePath.upload(siteCode), file, setPercent);
      if (kept.mime.startsWith(wanted.mime)) take(kept.id, kept.name);
      else setFault(wanted.refusal);
    } catch (error) {
      setFault(error instanceof Error ? error.message : '');
    } finally {
      setPercent(undefined);
    }
  }

  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-semibold">
        {label}
        <span className="ml-1.5 text-sm font-normal text-ink-faint">（选填）</span>
      </p>
      {help && (
        <p id={`${field}-help`} className="text-sm text-ink-soft">
          {help}
        </p>
      )}
      <KeptField ref={hidden} name={name} first={first} />
      {id && (
        <p className="flex flex-wrap items-center gap-3">
          <a href={consolePath.file(siteCode, id)} className="zc-link break-all">
            {fileName || `现在的${label}`}
          </a>
          <button type="button" className="zc-button zc-button-small" onClick={() => take('', '')}>
            移除
          </button>
        </p>
      )}
      {percent === undefined ? (
        <label className="zc-button self-start has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-main-600">
          <Icon name="upload" className="size-4" />
          {id ? `换一个${label}` : `选择${label}`}
          <input
            id={field}
            type="file"
            accept={wanted.extensions}
            aria-describedby={help ? `${field}-help` : undefined}
            className="sr-only"
            onChange={(event) => void choose(event)}
          />
        </label>
      ) : (
        <progress className="zc-progress" max={100} value={percent} aria-label={`正在上传${label}`} />
      )}
      <p role="status" className="sr-only">
        {fileName && `已选“${fileName}”`}
      </p>
      <FieldErrors id={`${field}-errors`} errors={[...(errors ?? []), ...(fault ? [fault] : [])]} />
    </div>
  );
}
