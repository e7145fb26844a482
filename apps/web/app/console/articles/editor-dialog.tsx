import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

export interface EditorDialogProps {
  title: string;
  /** Without it nothing is sent: what is pressed inside does the work. */
  submit?: string;
  isBusy?: boolean;
  onSubmit?: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A small form above the page. It stands outside the article's form, so that its fields are not sent with it. */
export function EditorDialog({ title, submit, isBusy = false, onSubmit, onClose, children }: EditorDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  function send(event: FormEvent) {
    event.preventDefault();
    // React passes events up its own tree, where the article's form listens.
    event.stopPropagation();
    if (!isBusy) onSubmit?.();
  }
  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby="editor-dialog-title"
      onClose={onClose}
      className="zc-dialog m-auto w-[min(30rem,calc(100vw-2rem))] rounded-md border border-line bg-white p-5 text-ink shadow-raised"
    >
      <h2 id="editor-dialog-title" className="text-lg font-semibold">
        {title}
      </h2>
      <form noValidate onSubmit={send} className="mt-3 flex flex-col gap-4">
        {children}
        <div className="flex flex-wrap gap-2">
          {submit && (
            <button type="submit" aria-disabled={isBusy} className="zc-button zc-button-main">
              {submit}
            </button>
          )}
          <button type="button" className="zc-button" onClick={() => dialog.current?.close()}>
            取消
          </button>
        </div>
      </form>
    </dialog>,
    document.body,
  );
}
