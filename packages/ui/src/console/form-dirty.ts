import { type RefObject, useEffect, useState } from 'react';

/** True after something was typed and until `saved` changes. */
export function useDirtyForm(form: RefObject<HTMLFormElement>, saved?: string | number): boolean {
  const [dirty, setDirty] = useState(false);
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const onInput = () => setDirty(true);
    element.addEventListener('input', onInput);
    element.addEventListener('change', onInput);
    return () => {
      element.removeEventListener('input', onInput);
      element.removeEventListener('change', onInput);
    };
  }, [form]);
  // Each new save makes the form clean again
  useEffect(() => setDirty(false), [saved]);
  return dirty;
}
