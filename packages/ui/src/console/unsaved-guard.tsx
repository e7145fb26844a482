import { useBeforeUnload, useBlocker } from '@remix-run/react';
import { type ReactElement, type RefObject, useCallback, useEffect, useRef } from 'react';
import { useDirtyForm } from './form-dirty';

export interface UnsavedGuardProps {
  form: RefObject<HTMLFormElement>;
  /** Changes with every successful save that stays on this page. */
  saved?: string | number;
  /** True where `KeepTyped` holds the draft, so that leaving loses nothing in this tab. */
  kept?: boolean;
}

/** Asks before a form that was typed in is left; a submission, also to another address, is not leaving. */
export function UnsavedGuard({ form, saved, kept = false }: UnsavedGuardProps): ReactElement {
  const dirty = useDirtyForm(form, saved);
  const submitting = useRef(false);
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    // The router asks the blocker while the submit event is handled, and never for the redirect that answers it.
    const onSubmit = () => {
      submitting.current = true;
      setTimeout(() => {
        submitting.current = false;
      });
    };
    element.addEventListener('submit', onSubmit);
    return () => element.removeEventListener('submit', onSubmit);
  }, [form]);

  useBeforeUnload(
    useCallback(
      (event) => {
        if (dirty && !submitting.current) event.preventDefault();
      },
      [dirty],
    ),
  );
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !submitting.current && currentLocation.pathname !== nextLocation.pathname,
  );
  const blocked = blocker.state === 'blocked';
  useEffect(() => {
    if (blocked && !dialog.current?.open) dialog.current?.showModal();
    if (!blocked) dialog.current?.close();
  }, [blocked]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby="unsaved-title"
      onClose={() => blocker.state === 'blocked' && blocker.reset()}
      className="zc-dialog m-auto w-[min(28rem,calc(100vw-2rem))] rounded-md border border-line bg-white p-5 text-ink shadow-raised"
    >
      <h2 id="unsaved-title" className="text-lg font-semibold">
        有内容还没有保存
      </h2>
      <p className="mt-2 text-ink-soft">
        {kept
          ? '离开后，刚才填写的内容会在这个浏览器窗口里保留 12 小时，回到这个页面时放回。密码和所选文件不保留。'
          : '现在离开，刚才填写的内容会丢失。'}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <button type="button" className="zc-button zc-button-main" onClick={() => blocker.reset?.()}>
          继续填写
        </button>
        <button type="button" className="zc-button" onClick={() => blocker.proceed?.()}>
          离开，不保存
        </button>
      </div>
    </dialog>
  );
}
