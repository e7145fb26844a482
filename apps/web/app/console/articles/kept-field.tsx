import { forwardRef, memo } from 'react';

interface KeptFieldProps {
  name: string;
  /** What it holds at first; from then on the editor over it writes its value. */
  first: string;
}

/**
 * The hidden field under an editor, sent and kept with the form. React would put the first value back whenever it draws
 * the field again, so it is drawn once.
 */
export const KeptField = memo(
  forwardRef<HTMLInputElement, KeptFieldProps>(function KeptField({ name, first }, ref) {
    return <input ref={ref} type="hidden" name={name} data-keep-typed="" defaultValue={first} />;
  }),
  () => true,
);
