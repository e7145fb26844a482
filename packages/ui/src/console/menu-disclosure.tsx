import { useLocation } from '@remix-run/react';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from './class-names';

interface MenuDisclosureProps {
  summary: ReactNode;
  /** Given when the summary's visible words are not enough. */
  label?: string;
  summaryClassName?: string;
  panelClassName?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A `<details>` that closes on Escape, on a click elsewhere and on navigation. */
export function MenuDisclosure({
  summary,
  label,
  summaryClassName,
  panelClassName,
  children,
}: MenuDisclosureProps): ReactElement {
  const [open, setOpen] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();
  // A new location closes the menu
  useEffect(() => setOpen(false), [key]);
  useEffect(() => {
    if (!open) return;
    details.current?.querySelector<HTMLInputElement>('input[role=combobox]')?.focus();
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !details.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      details.current?.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);

  return (
    <details ref={details} open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className="relative">
      <summary className={classNames('zc-summary', summaryClassName)} aria-label={label}>
        {summary}
      </summary>
      <div className={classNames('absolute z-40 rounded-md border border-line bg-white shadow-raised', panelClassName)}>
        {typeof children === 'function' ? open && children(() => setOpen(false)) : children}
      </div>
    </details>
  );
}
