import { useNavigate } from '@remix-run/react';
import { IMPORT_EXTENSIONS, IMPORT_FILES_TEXT, MAX_UPLOAD_BYTES } from '@zhanqun/imports/schema';
import { FieldErrors, formatBytes, Icon } from '@zhanqun/ui/console';
import { type ChangeEvent, type ReactElement, useState } from 'react';
import { sendFile } from '../media/send-file';
import { consolePath } from '../paths';

/** Takes one file of an old site in, and leads to its report. */
export function UploadPanel({ siteCode }: { siteCode: string }): ReactElement {
  const navigate = useNavigate();
  const [sending, setSending] = useState<{ name: string; percent: number }>();
  const [faults, setFaults] = useState<string[]>([]);

  async function send(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget;
    const [file] = input.files ?? [];
    input.value = '';
    if (!file) return;
    if (file.size > MAX_UPLOAD_BYTES) {
      setFaults([
        `这个文件有 ${formatBytes(file.size)}，这里最大 ${formatBytes(MAX_UPLOAD_BYTES)}。更大的请运维人员用命令行迁入。`,
      ]);
      return;
    }
    setFaults([]);
    setSending({ name: file.name, percent: 0 });
    try {
      const path = consolePath.importUpload(siteCode);
      const { href } = await sendFile(path, file, (percent) => setSending({ name: file.name, percent }));
      navigate(href);
    } catch (error) {
      setFaults([error instanceof Error ? error.message : '文件没有传上去，请检查网络后重试。']);
      setSending(undefined);
    }
  }

  return (
    <section className="zc-card mb-6 flex flex-col gap-3 p-5" aria-labelledby="import-upload">
      <h2 id="import-upload" className="text-lg font-semibold">
        上传旧网站的内容
      </h2>
      <p className="max-w-[46em] text-ink-soft">
        {IMPORT_FILES_TEXT}上传以后先读取并给出报告，看过再决定是否迁入；在那以前站点没有任何变化。
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="zc-button zc-button-main cursor-pointer has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-main-300">
          <Icon name="upload" />
          选择文件
          <input
            type="file"
            className="sr-only"
            accept={IMPORT_EXTENSIONS.map((extension) => `.${extension}`).join(',')}
            disabled={sending !== undefined}
            aria-describedby="import-limits"
            onChange={send}
          />
        </label>
        <span id="import-limits" className="text-sm text-ink-faint">
          最大 {formatBytes(MAX_UPLOAD_BYTES)}
        </span>
      </div>
      {sending ? (
        <div className="max-w-xl">
          <p role="status" className="mb-1 break-words">
            正在上传“{sending.name}” {sending.percent}%
          </p>
          <progress className="zc-progress" max={100} value={sending.percent} aria-label="上传进度" />
        </div>
      ) : null}
      <FieldErrors id="import-faults" errors={faults} />
    </section>
  );
}
