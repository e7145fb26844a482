import { type ReactElement, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { Callout } from './callout';
import { PRISTINE_EVENT } from './form-dirty';
import { type FieldChange, type FormDraft, readDraft, restoreFields, typedFields, writeDraft } from './form-draft';

/** Sent by a control to the form after its value was put back, so that an editor over a hidden field can follow. */
export const RESTORED_EVENT = 'zhanqun:restored';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function controlsOf(form: HTMLFormElement): HTMLInputElement[] {
  const isControl = (element: Element): element is Control =>
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
  return [...form.elements].filter(isControl) as HTMLInputElement[];
}

/**
 * React notes what it last saw in an input and drops events that tell it nothing new: a value goes in by the prototype's
 * setter, past that note, and a tick by a click. A radio is cleared by the click on another one.
 */
function putAsTyped(control: HTMLInputElement, change: FieldChange) {
  if ('checked' in change) {
    if (change.checked || control.type === 'checkbox') control.click();
    return;
  }
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, change.value);
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
  control.dispatchEvent(new CustomEvent(RESTORED_EVENT, { bubbles: true }));
}

/** Storage may be full or switched off by policy; then a draft is not kept, and typing goes on. */
function store(act: (storage: Storage) => void) {
  try {
    act(window.sessionStorage);
  } catch {
    return;
  }
}

export interface KeepTypedProps {
  form: RefObject<HTMLFormElement>;
  /** From `draftKey(accountId, form)`. */
  storageKey: string;
  /** The revision the form was opened on. */
  base?: string;
  /** Changes with every successful save that stays on this page; clears the draft. */
  saved?: string | number;
}

/**
 * Keeps what is typed for this tab and puts it back when the form opens again, e.g. after the session ended and a new
 * sign-in. A save that leads to another page clears it there with `DraftCleared`.
 */
export function KeepTyped({ form, storageKey, base = '', saved }: KeepTypedProps): ReactElement | null {
  const [found, setFound] = useState<{ draft: FormDraft; applied: boolean } | null>(null);
  const original = useRef<FormDraft['fields']>([]);
  const firstSaved = useRef(saved);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const put = useCallback(
    (fields: FormDraft['fields']) => {
      if (!form.current) return 0;
      return restoreFields(controlsOf(form.current), fields, putAsTyped).length;
    },
    [form],
  );

  // Before the effect that looks for a draft: a save that brings a new revision must not have its own text offered back.
  useEffect(() => {
    if (saved === firstSaved.current) return;
    firstSaved.current = saved;
    clearTimeout(timer.current);
    timer.current = undefined;
    store((storage) => storage.removeItem(storageKey));
    setFound(null);
  }, [saved, storageKey]);

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    original.current = typedFields(controlsOf(element));
    let kept: string | null = null;
    store((storage) => {
      kept = storage.getItem(storageKey);
    });
    const draft = readDraft(kept, Date.now());
    let live = true;
    // After the effects of the form around this one, so that it too hears what is put back.
    queueMicrotask(() => {
      if (!live || !draft) return;
      if (draft.base !== base) setFound({ draft, applied: false });
      else if (put(draft.fields) > 0) setFound({ draft, applied: true });
    });

    const write = () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      const text = writeDraft({ base, savedAt: Date.now(), fields: typedFields(controlsOf(element)) });
      store((storage) => storage.setItem(storageKey, text));
    };
    const later = () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(write, 400);
    };
    const now = () => timer.current !== undefined && write();
    element.addEventListener('input', later);
    element.addEventListener('change', later);
    element.addEventListener('submit', write);
    window.addEventListener('pagehide', now);
    return () => {
      live = false;
      now();
      element.removeEventListener('input', later);
      element.removeEventListener('change', later);
      element.removeEventListener('submit', write);
      window.removeEventListener('pagehide', now);
    };
  }, [form, storageKey, base, put]);

  if (!found) return null;
  const forget = () => {
    if (found.applied) put(original.current);
    clearTimeout(timer.current);
    timer.current = undefined;
    form.current?.dispatchEvent(new CustomEvent(PRISTINE_EVENT));
    store((storage) => storage.removeItem(storageKey));
    setFound(null);
  };
  return (
    <Callout tone="info" title={found.applied ? '已放回您上次没有保存的内容' : '有一份写于内容更新之前的草稿'}>
      <p>
        {found.applied
          ? '这些内容只存在这个浏览器窗口里，保存之后才算数。'
          : '这个页面的内容在那之后被修改过。放回草稿后请核对再保存。'}
      </p>
      <p className="mt-2 flex flex-wrap gap-2">
        {!found.applied && (
          <button
            type="button"
            className="zc-button zc-button-small"
            onClick={() => {
              put(found.draft.fields);
              setFound({ ...found, applied: true });
            }}
          >
            放回草稿
          </button>
        )}
        <button type="button" className="zc-button zc-button-small" onClick={forget}>
          不要这份草稿
        </button>
      </p>
    </Callout>
  );
}

/** On the page that a successful save leads to: the draft has become content. */
export function DraftCleared({ storageKey }: { storageKey: string }): null {
  useEffect(() => store((storage) => storage.removeItem(storageKey)), [storageKey]);
  return null;
}
