import { formatDateTime } from '@zhanqun/kit';
import { type ReactElement, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { Callout } from './callout';
import { PRISTINE_EVENT } from './form-dirty';
import {
  type FieldChange,
  type FormDraft,
  isSameTyped,
  readDraft,
  restoreFields,
  typedFields,
  writeDraft,
} from './form-draft';

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

/** Puts a value into a form's field as if it had been typed. An editor over a hidden field follows. */
export function putTyped(form: HTMLFormElement, name: string, value: string): void {
  for (const control of controlsOf(form)) if (control.name === name) putAsTyped(control, { value });
}

/** Storage may be full or switched off by policy; then a draft is not kept, and typing goes on. */
function store(act: (storage: Storage) => void) {
  try {
    act(window.sessionStorage);
  } catch {
    return;
  }
}

/** A second place that outlives this window, for this person alone. What it found is offered, never put in by itself. */
export interface KeptElsewhere {
  /** What was there when the page was read. */
  found?: FormDraft | undefined;
  keep(draft: FormDraft): void;
  forget(): void;
  /** The form is being sent: what still waits to be kept is in what is sent. */
  settle(): void;
}

export interface KeepTypedProps {
  form: RefObject<HTMLFormElement>;
  /** From `draftKey(accountId, form)`. */
  storageKey: string;
  /** The revision the form was opened on. */
  base?: string;
  /** Changes with every successful save that stays on this page; clears the draft. */
  saved?: string | number;
  elsewhere?: KeptElsewhere;
}

interface Found {
  draft: FormDraft;
  applied: boolean;
  isElsewhere?: boolean;
}

function toldOf({ draft, applied, isElsewhere }: Found, base: string): { title: string; text: string } {
  if (isElsewhere && !applied) {
    const at = formatDateTime(new Date(draft.savedAt));
    const isOlder = draft.base !== base ? '这个页面的内容在那之后被修改过，放回草稿后请核对再保存。' : '';
    return { title: `有一份 ${at} 自动保存的草稿`, text: `您上次没有保存就离开了。${isOlder}` };
  }
  if (applied) {
    return {
      title: '已放回您上次没有保存的内容',
      text: isElsewhere ? '保存之后才算数。' : '这些内容只存在这个浏览器窗口里，保存之后才算数。',
    };
  }
  return {
    title: '有一份写于内容更新之前的草稿',
    text: '这个页面的内容在那之后被修改过。放回草稿后请核对再保存。',
  };
}

/**
 * Keeps what is typed for this tab and puts it back when the form opens again, e.g. after the session ended and a new
 * sign-in. A save that leads to another page clears it there with `DraftCleared`.
 */
export function KeepTyped({ form, storageKey, base = '', saved, elsewhere }: KeepTypedProps): ReactElement | null {
  const [found, setFound] = useState<Found | null>(null);
  const beside = useRef(elsewhere);
  beside.current = elsewhere;
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
      if (!live) return;
      const far = beside.current?.found;
      if (far && (!draft || far.savedAt > draft.savedAt) && !isSameTyped(far.fields, original.current)) {
        return setFound({ draft: far, applied: false, isElsewhere: true });
      }
      if (!draft) return;
      if (draft.base !== base) setFound({ draft, applied: false });
      else if (put(draft.fields) > 0) setFound({ draft, applied: true });
    });

    const write = () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      const typed = { base, savedAt: Date.now(), fields: typedFields(controlsOf(element)) };
      store((storage) => storage.setItem(storageKey, writeDraft(typed)));
      beside.current?.keep(typed);
    };
    const send = () => {
      write();
      beside.current?.settle();
    };
    const later = () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(write, 400);
    };
    const now = () => timer.current !== undefined && write();
    element.addEventListener('input', later);
    element.addEventListener('change', later);
    element.addEventListener('submit', send);
    window.addEventListener('pagehide', now);
    return () => {
      live = false;
      now();
      element.removeEventListener('input', later);
      element.removeEventListener('change', later);
      element.removeEventListener('submit', send);
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
    elsewhere?.forget();
    setFound(null);
  };
  const { title, text } = toldOf(found, base);
  return (
    <Callout tone="info" title={title}>
      <p>{text}</p>
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
