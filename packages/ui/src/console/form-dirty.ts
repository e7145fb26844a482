import { type RefObject, useEffect, useState } from 'react';

/** Sent to a form whose fields stand again as they were loaded. */
export const PRISTINE_EVENT = 'zhanqun:pristine';

/** True after something was typed and until `saved` changes. */
export function useDirtyForm(form: RefObject<HTMLFormElement>, saved?: string | number): boolean {
  const [dirty, setDirty] = useState(false);
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const onInput = () => setDirty(true);
    element.addEventListener('input', onInput);
    element.addEventListener('change', onInput);
    const onPristine = () => setDirty(false);
    element.addEventListener(PRISTINE_EVENT, onPristine);
    return () => {
      element.removeEventListener('input', onInput);
      element.removeEventListener('change', onInput);
      element.removeEventListener(PRISTINE_EVENT, onPristine);
    };
  }, [form]);
  // Each new save makes the form clean again
  useEffect(() => setDirty(false), [saved]);
  return dirty;
}
