import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { Icon } from './icon';
import { MenuDisclosure } from './menu-disclosure';

const PREFIX = 'zhanqun.columns.';

/** The columns that this browser hides in this list. Kept here, not in the address: it is a habit, not a question. */
export function useHiddenColumns(storageKey: string | undefined, initial: readonly string[]) {
  const [hidden, setHidden] = useState<readonly string[]>(initial);
  useEffect(() => {
    if (!storageKey) return;
    try {
      const kept = window.localStorage.getItem(PREFIX + storageKey);
      if (kept !== null) setHidden(kept.split(',').filter(Boolean));
    } catch {
      return;
    }
  }, [storageKey]);
  const change = useCallback(
    (next: readonly string[]) => {
      setHidden(next);
      if (!storageKey) return;
      try {
        window.localStorage.setItem(PREFIX + storageKey, next.join(','));
      } catch {
        return;
      }
    },
    [storageKey],
  );
  return [hidden, change] as const;
}

interface ColumnChoiceProps {
  columns: readonly { key: string; header: string }[];
  hidden: readonly string[];
  onChange: (hidden: readonly string[]) => void;
}

export function ColumnChoice({ columns, hidden, onChange }: ColumnChoiceProps): ReactElement {
  return (
    <MenuDisclosure
      summary={
        <>
          <Icon name="layout" className="size-4" />
          显示的列
        </>
      }
      summaryClassName="zc-button zc-button-quiet zc-button-small"
      panelClassName="right-0 top-full mt-1 w-52 p-2"
    >
      <fieldset>
        <legend className="sr-only">显示的列</legend>
        {columns.map((column) => (
          <label key={column.key} className="flex min-h-9 items-center gap-2.5 rounded px-2 hover:bg-main-50">
            <input
              type="checkbox"
              className="zc-check"
              checked={!hidden.includes(column.key)}
              onChange={(event) =>
                onChange(event.target.checked ? hidden.filter((key) => key !== column.key) : [...hidden, column.key])
              }
            />
            {column.header}
          </label>
        ))}
      </fieldset>
    </MenuDisclosure>
  );
}
