import type { Editor } from '@tiptap/core';
import { MAX_ALT, MAX_PICTURE_BYTES, PICTURE_ACCEPT } from '@zhanqun/media/schema';
import { Field, FieldErrors, formatBytes } from '@zhanqun/ui/console';
import { useRef, useState } from 'react';
import { ChooseFile } from '../media/choose-file';
import type { ChosenFile } from '../media/chosen-file';
import { sendFile } from '../media/send-file';
import { consolePath } from '../paths';
import { EditorDialog } from './editor-dialog';
import { SourceChoice } from './source-choice';

export interface PictureDialogProps {
  editor: Editor;
  siteCode: string;
  onClose: () => void;
}

/** Puts a picture in, or changes the words of the chosen one. No picture goes in without its alternative text. */
export function PictureDialog({ editor, siteCode, onClose }: PictureDialogProps) {
  const chosen = editor.isActive('image') ? editor.getAttributes('image') : undefined;
  const box = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState<number>();
  const [errors, setErrors] = useState<{ file?: string[]; alt?: string[] }>({});
  const [isLibrary, setIsLibrary] = useState(false);
  const [taken, setTaken] = useState<ChosenFile>();

  function typed() {
    const [file] = box.current?.querySelector<HTMLInputElement>('[name="picture"]')?.files ?? [];
    const alt = box.current?.querySelector<HTMLInputElement>('[name="alt"]')?.value.trim() ?? '';
    return { file, alt };
  }

  function insert(src: string, alt: string) {
    // With a line after it to write on: typing over the chosen picture would replace it.
    editor
      .chain()
      .focus()
      .insertContent([{ type: 'image', attrs: { src, alt } }, { type: 'paragraph' }])
      .run();
    onClose();
  }

  function take(file: ChosenFile) {
    setTaken(file);
    setErrors({});
    // The words kept with it are a beginning; what was typed stays.
    const field = box.current?.querySelector<HTMLInputElement>('[name="alt"]');
    if (field && !field.value.trim()) field.value = file.alt;
  }

  async function put() {
    const { file, alt } = typed();
    const faults = {
      file: chosen ? [] : isLibrary ? (taken ? [] : ['请在媒体库里选一张图片。']) : fileFaults(file),
      alt: alt ? [] : ['请写替代文字：图片里有什么，要说明什么。'],
    };
    setErrors(faults);
    if (faults.file.length + faults.alt.length > 0) return;
    if (chosen) {
      editor.chain().focus().updateAttributes('image', { alt }).run();
      onClose();
      return;
    }
    if (isLibrary && taken) return insert(taken.href, alt);
    if (!file) return;
    setPercent(0);
    try {
      const { href, mime } = await sendFile(consolePath.upload(siteCode), file, setPercent);
      if (!mime.startsWith('image/')) throw new Error('这不是图片。其他文件请作为附件添加。');
      insert(href, alt);
    } catch (error) {
      setPercent(undefined);
      setErrors({ file: [error instanceof Error ? error.message : '图片没有传上去，请重试。'] });
    }
  }

  return (
    <EditorDialog
      title={chosen ? '修改图片的替代文字' : '插入图片'}
      submit={percent === undefined ? (chosen ? '改好了' : '插入') : `正在上传 ${percent}%`}
      isBusy={percent !== undefined}
      onSubmit={() => void put()}
      onClose={onClose}
    >
      <div ref={box} className="flex flex-col gap-4">
        {!chosen && <SourceChoice isLibrary={isLibrary} onChange={setIsLibrary} />}
        {!chosen && isLibrary && (
          <div>
            <ChooseFile siteCode={siteCode} kind="picture" onChoose={take} />
            <FieldErrors id="picture-choice-errors" errors={errors.file} />
          </div>
        )}
        {!chosen && !isLibrary && (
          <Field
            kind="file"
            name="picture"
            label="图片"
            required
            accept={PICTURE_ACCEPT}
            types="jpg、png、webp、gif"
            maxBytes={MAX_PICTURE_BYTES}
            errors={errors.file}
          />
        )}
        <Field
          kind="text"
          name="alt"
          label="替代文字"
          required
          maxLength={MAX_ALT}
          help="用一句话说出图片内容，例如：办事大厅窗口前排队的群众。"
          defaultValue={String(chosen?.alt ?? '')}
          errors={errors.alt}
        />
      </div>
    </EditorDialog>
  );
}

function fileFaults(file: File | undefined): string[] {
  if (!file) return ['请选择图片。'];
  return file.size > MAX_PICTURE_BYTES ? [`图片超过 ${formatBytes(MAX_PICTURE_BYTES)}，请缩小后再传。`] : [];
}
