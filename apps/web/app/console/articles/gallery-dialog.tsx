import type { Editor } from '@tiptap/core';
import { MAX_ALT, MAX_PICTURE_BYTES, PICTURE_ACCEPT } from '@zhanqun/media/schema';
import { Field, formatBytes } from '@zhanqun/ui/console';
import { type FormEvent, useRef, useState } from 'react';
import { sendFile } from '../media/send-file';
import { consolePath } from '../paths';
import { EditorDialog } from './editor-dialog';

/** More pictures than this nobody looks through in one strip. */
const MOST = 30;

interface Chosen {
  key: number;
  file: File;
}

/** Puts several pictures in as one strip with one caption, each with words of its own. */
export function GalleryDialog({
  editor,
  siteCode,
  onClose,
}: {
  editor: Editor;
  siteCode: string;
  onClose: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const next = useRef(0);
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [sent, setSent] = useState<number>();
  const [errors, setErrors] = useState<Record<string, string[]>>({});

  function choose({ target }: FormEvent) {
    if (!(target instanceof HTMLInputElement) || target.type !== 'file') return;
    const files = [...(target.files ?? [])];
    const tooLarge = files.filter(({ size }) => size > MAX_PICTURE_BYTES);
    const fitting = files
      .filter(({ size }) => size <= MAX_PICTURE_BYTES)
      .map((file) => ({ key: next.current++, file }));
    setChosen(fitting.slice(0, MOST));
    setErrors({
      files: [
        ...tooLarge.map(({ name }) => `“${name}”超过 ${formatBytes(MAX_PICTURE_BYTES)}，没有加入。`),
        ...(fitting.length > MOST ? [`一个图集最多 ${MOST} 张，多出的没有加入。`] : []),
      ],
    });
  }

  const typedIn = (name: string) =>
    box.current?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value.trim() ?? '';

  async function put() {
    const faults: Record<string, string[]> = {};
    if (chosen.length < 2) faults.files = ['请选择至少两张图片；只有一张时用“图片”。'];
    for (const { key } of chosen) {
      if (!typedIn(`alt-${key}`)) faults[`alt-${key}`] = ['请写替代文字：图片里有什么，要说明什么。'];
    }
    setErrors(faults);
    if (Object.keys(faults).length > 0) return;
    try {
      const pictures: object[] = [];
      for (const [index, { key, file }] of chosen.entries()) {
        setSent(index);
        const { href, mime } = await sendFile(consolePath.upload(siteCode), file, () => undefined);
        if (!mime.startsWith('image/')) throw new Error(`“${file.name}”不是图片。`);
        pictures.push({ type: 'image', attrs: { src: href, alt: typedIn(`alt-${key}`) } });
      }
      const caption = typedIn('caption');
      const words = caption ? [{ type: 'figcaption', content: [{ type: 'text', text: caption }] }] : [];
      editor
        .chain()
        .focus()
        .insertContent([{ type: 'figure', content: [...pictures, ...words] }, { type: 'paragraph' }])
        .run();
      onClose();
    } catch (error) {
      setSent(undefined);
      setErrors({ files: [error instanceof Error ? error.message : '图片没有传上去，请重试。'] });
    }
  }

  return (
    <EditorDialog
      title="插入图集"
      submit={sent === undefined ? '插入' : `正在上传 ${sent + 1}/${chosen.length}`}
      isBusy={sent !== undefined}
      onSubmit={() => void put()}
      onClose={onClose}
    >
      <div ref={box} className="flex max-h-[60vh] flex-col gap-4 overflow-y-auto p-1">
        <div onChange={choose}>
          <Field
            kind="file"
            name="files"
            label="图片"
            multiple
            accept={PICTURE_ACCEPT}
            types="jpg、png、webp、gif"
            maxBytes={MAX_PICTURE_BYTES}
            errors={errors.files}
          />
        </div>
        {chosen.map(({ key, file }, index) => (
          <div key={key} className="flex items-end gap-2">
            <div className="min-w-0 flex-1">
              <Field
                kind="text"
                name={`alt-${key}`}
                label={`第 ${index + 1} 张的替代文字`}
                required
                maxLength={MAX_ALT}
                help={file.name}
                errors={errors[`alt-${key}`]}
              />
            </div>
            <button
              type="button"
              className="zc-button zc-button-small"
              aria-label={`去掉第 ${index + 1} 张`}
              onClick={() => setChosen(chosen.filter((one) => one.key !== key))}
            >
              去掉
            </button>
          </div>
        ))}
        <Field kind="text" name="caption" label="图集说明" maxLength={MAX_ALT} help="显示在图集下面，如 摄影：张三。" />
      </div>
    </EditorDialog>
  );
}
