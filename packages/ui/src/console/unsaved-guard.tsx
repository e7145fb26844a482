import { useBeforeUnload, useBlocker, useNavigation } from '@remix-run/react';
import { type ReactElement, type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export interface UnsavedGuardProps {
  form: RefObject<HTMLFormElement>;
  /** Changes with every successful save that stays on this page. */
  saved?: string | number;
}

/** Asks before a form that was typed in is left; a submission is not leaving. */
export function UnsavedGuard({ form, saved }: UnsavedGuardProps): ReactElement {
  const [dirty, setDirty] = useState(false);
  const submitting = useRef(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const { state } = useNavigation();

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const onInput = () => setDirty(true);
    const onSubmit = () => {
      submitting.current = true;
    };
    element.addEventListener('input', onInput);
    element.addEventListener('submit', onSubmit);
    return () => {
      element.removeEventListener('input', onInput);
      element.removeEventListener('submit', onSubmit);
    };
  }, [form]);
  useEffect(() => {
    if (state === 'idle') submitting.current = false;
  }, [state]);
  // Each new save makes the form clean again
  useEffect(() => setDirty(false), [saved]);

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
        这个页面有没有保存的内容
      </h2>
      <p className="mt-2 text-ink-soft">现在离开，刚才填写的内容不会保存。</p>
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
