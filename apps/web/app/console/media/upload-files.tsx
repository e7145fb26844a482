import { useRevalidator } from '@remix-run/react';
import { ALLOWED_EXTENSIONS, MAX_FILE_BYTES } from '@zhanqun/media/schema';
import { Callout, formatBytes, Icon } from '@zhanqun/ui/console';
import { type ChangeEvent, type ReactElement, useState } from 'react';
import { consolePath } from '../paths';
import { sendFile } from './send-file';

interface Sending {
  name: string;
  percent: number;
  place: number;
  total: number;
}

export interface UploadFilesProps {
  siteCode: string;
  /** Where they are laid. */
  folderId: string | undefined;
}

/** Takes files in one after the other and says of each that was refused why. */
export function useUploads({ siteCode, folderId }: UploadFilesProps) {
  const revalidator = useRevalidator();
  const [sending, setSending] = useState<Sending>();
  const [refused, setRefused] = useState<string[]>([]);
  const [said, setSaid] = useState('');

  async function take(files: readonly File[]) {
    const faults: string[] = [];
    let kept = 0;
    for (const [index, file] of files.entries()) {
      const told = (percent: number) => setSending({ name: file.name, percent, place: index + 1, total: files.length });
      if (file.size > MAX_FILE_BYTES) {
        faults.push(`“${file.name}”超过 ${formatBytes(MAX_FILE_BYTES)}，没有上传。`);
        continue;
      }
      told(0);
      try {
        await sendFile(consolePath.upload(siteCode, { folder: folderId }), file, told);
        kept += 1;
      } catch (error) {
        faults.push(`“${file.name}”：${error instanceof Error ? error.message : ''}`);
      }
    }
    setSending(undefined);
    setRefused(faults);
    setSaid(kept > 0 ? `已上传 ${kept} 个文件` : '');
    if (kept > 0) revalidator.revalidate();
  }
  return { sending, refused, said, take };
}

type Uploads = ReturnType<typeof useUploads>;

export function UploadButton({ uploads }: { uploads: Uploads }): ReactElement {
  function chosen(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = '';
    void uploads.take(files);
  }
  return (
    <label className="zc-button zc-button-main has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-main-600">
      <Icon name="upload" className="size-4" />
      上传文件
      <input
        type="file"
        multiple
        disabled={uploads.sending !== undefined}
        accept={ALLOWED_EXTENSIONS.map((extension) => `.${extension}`).join()}
        className="sr-only"
        onChange={chosen}
      />
    </label>
  );
}

/** How far it is, and what was not taken. */
export function UploadState({ uploads }: { uploads: Uploads }): ReactElement {
  const { sending, refused, said } = uploads;
  return (
    <div className="mb-4 flex flex-col gap-3 empty:hidden">
      {sending && (
        <p className="zc-card px-4 py-3 text-sm">
          正在上传第 {sending.place} 个，共 {sending.total} 个：{sending.name}（{sending.percent}%）
          <progress className="zc-progress mt-1" max={100} value={sending.percent} aria-label="上传进度" />
        </p>
      )}
      {refused.length > 0 && (
        <div role="alert">
          <Callout tone="warn" title={`${refused.length} 个文件没有上传`}>
            <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
              {refused.map((sentence) => (
                <li key={sentence} className="break-words">
                  {sentence}
                </li>
              ))}
            </ul>
          </Callout>
        </div>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
