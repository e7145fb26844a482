import { MAX_ATTACHMENTS } from '@zhanqun/articles/schema';
import type { RevisionFileView } from '@zhanqun/articles/server';
import { ALLOWED_EXTENSIONS, ALLOWED_FILES_TEXT, MAX_FILE_BYTES } from '@zhanqun/media/schema';
import { FieldErrors, formatBytes, Icon, RESTORED_EVENT } from '@zhanqun/ui/console';
import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { ChooseFile } from '../media/choose-file';
import type { ChosenFile } from '../media/chosen-file';
import { sendFile } from '../media/send-file';
import { consolePath } from '../paths';
import { EditorDialog } from './editor-dialog';
import { KeptField } from './kept-field';

export type AttachedFile = RevisionFileView;

interface Sending {
  name: string;
  percent: number;
}

/** The hidden field's files; undefined for what this page did not write. */
export function readFiles(raw: string | undefined): AttachedFile[] | undefined {
  try {
    const files: unknown = JSON.parse(raw ?? '');
    return Array.isArray(files) ? (files as AttachedFile[]) : undefined;
  } catch {
    return undefined;
  }
}

function moved(files: readonly AttachedFile[], index: number, step: -1 | 1): AttachedFile[] {
  const next = [...files];
  const [file] = next.splice(index, 1);
  if (file) next.splice(index + step, 0, file);
  return next;
}

export interface AttachmentsFieldProps {
  siteCode: string;
  files: readonly AttachedFile[];
  errors?: readonly string[];
}

/** The files under the text, in their order. They are kept at once and belong to the article with its next save. */
export function AttachmentsField({ siteCode, files: first, errors }: AttachmentsFieldProps) {
  const [files, setFiles] = useState<readonly AttachedFile[]>(first);
  const [sending, setSending] = useState<Sending>();
  const [faults, setFaults] = useState<string[]>([]);
  const [said, setSaid] = useState('');
  const [isChoosing, setIsChoosing] = useState(false);
  const hidden = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const input = hidden.current;
    if (!input) return;
    const follow = () => setFiles(readFiles(input.value) ?? []);
    input.addEventListener(RESTORED_EVENT, follow);
    return () => input.removeEventListener(RESTORED_EVENT, follow);
  }, []);

  function change(next: readonly AttachedFile[], message: string) {
    setFiles(next);
    setSaid(message);
    if (!hidden.current) return;
    hidden.current.value = JSON.stringify(next);
    hidden.current.dispatchEvent(new Event('input', { bubbles: true }));
  }

  async function add(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget;
    const chosen = [...(input.files ?? [])];
    input.value = '';
    let next = files;
    const refused: string[] = [];
    for (const file of chosen) {
      if (next.length >= MAX_ATTACHMENTS) {
        refused.push(`附件最多 ${MAX_ATTACHMENTS} 个，“${file.name}”没有添加。`);
        continue;
      }
      if (file.size > MAX_FILE_BYTES) {
        refused.push(`“${file.name}”超过 ${formatBytes(MAX_FILE_BYTES)}，没有添加。`);
        continue;
      }
      setSending({ name: file.name, percent: 0 });
      try {
        const { id, name, size, mime } = await sendFile(consolePath.upload(siteCode), file, (percent) =>
          setSending({ name: file.name, percent }),
        );
        if (next.some((one) => one.id === id)) refused.push(`“${name}”已经在附件里。`);
        else next = [...next, { id, name, size, mime }];
        change(next, `已添加“${name}”`);
      } catch (error) {
        refused.push(`“${file.name}”：${error instanceof Error ? error.message : ''}`);
      }
    }
    setSending(undefined);
    setFaults(refused);
  }

  function take({ id, name, size, mime }: ChosenFile) {
    setIsChoosing(false);
    if (files.some((one) => one.id === id)) return setFaults([`“${name}”已经在附件里。`]);
    if (files.length >= MAX_ATTACHMENTS) return setFaults([`附件最多 ${MAX_ATTACHMENTS} 个，“${name}”没有添加。`]);
    setFaults([]);
    change([...files, { id, name, size, mime }], `已添加“${name}”`);
  }

  return (
    <section aria-labelledby="attachments-title">
      <h2 id="attachments-title" className="font-semibold">
        附件<span className="ml-1.5 text-sm font-normal text-ink-faint">（选填）</span>
      </h2>
      <p id="field-attachments-help" className="text-sm text-ink-soft">
        {ALLOWED_FILES_TEXT}
        文章发布后，公众才能下载。
      </p>
      <KeptField ref={hidden} name="attachments" first={JSON.stringify(first)} />
      {files.length > 0 && (
        <ol className="zc-card mt-2 divide-y divide-line">
          {files.map((file, index) => (
            <li key={file.id} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1">
              <Icon name="attachment" className="size-4 text-ink-faint" />
              <a href={consolePath.file(siteCode, file.id)} className="zc-link min-w-0 flex-1 break-all">
                {file.name}
              </a>
              <span className="text-sm text-ink-faint">{formatBytes(file.size)}</span>
              <span className="flex">
                <RowButton
                  label={`上移 ${file.name}`}
                  icon="arrow-up"
                  disabled={index === 0}
                  onPress={() => change(moved(files, index, -1), `“${file.name}”已上移`)}
                />
                <RowButton
                  label={`下移 ${file.name}`}
                  icon="arrow-down"
                  disabled={index === files.length - 1}
                  onPress={() => change(moved(files, index, 1), `“${file.name}”已下移`)}
                />
                <RowButton
                  label={`移除 ${file.name}`}
                  icon="close"
                  onPress={() =>
                    change(
                      files.filter((one) => one.id !== file.id),
                      `“${file.name}”已移除`,
                    )
                  }
                />
              </span>
            </li>
          ))}
        </ol>
      )}
      {sending ? (
        <p className="mt-2">
          正在上传“{sending.name}”（{sending.percent}%）
          <progress className="zc-progress mt-1" max={100} value={sending.percent} aria-label="上传进度" />
        </p>
      ) : (
        <div className="mt-2 flex flex-wrap gap-2">
          <label className="zc-button has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-main-600">
            <Icon name="upload" className="size-4" />
            添加附件
            <input
              id="field-attachments"
              type="file"
              multiple
              accept={ALLOWED_EXTENSIONS.map((extension) => `.${extension}`).join()}
              aria-describedby="field-attachments-help"
              className="sr-only"
              onChange={add}
            />
          </label>
          <button type="button" className="zc-button" onClick={() => setIsChoosing(true)}>
            <Icon name="folder" className="size-4" />
            从媒体库选
          </button>
        </div>
      )}
      {isChoosing && (
        <EditorDialog title="从媒体库选附件" onClose={() => setIsChoosing(false)}>
          <ChooseFile siteCode={siteCode} onChoose={take} />
        </EditorDialog>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
      <FieldErrors id="field-attachments-errors" errors={[...(errors ?? []), ...faults]} />
    </section>
  );
}

function RowButton({
  label,
  icon,
  disabled = false,
  onPress,
}: {
  label: string;
  icon: 'arrow-up' | 'arrow-down' | 'close';
  disabled?: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={disabled}
      className={`grid size-11 place-items-center rounded sm:size-8 ${disabled ? 'text-line' : 'text-ink-soft hover:bg-main-100 hover:text-main-800'}`}
      onClick={() => disabled || onPress()}
    >
      <Icon name={icon} className="size-4" />
    </button>
  );
}
