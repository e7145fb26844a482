import { Link } from '@remix-run/react';
import type { ReactElement } from 'react';
import { classNames } from './class-names';

export interface TabsProps {
  label: string;
  items: readonly { label: string; href: string; count?: number; isCurrent: boolean }[];
}

/** Pages beside each other, each with its address; the page says which is shown, as addresses may differ only in their query. */
export function Tabs({ label, items }: TabsProps): ReactElement {
  return (
    <nav aria-label={label} className="mb-5 border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {items.map((item) => (
          <li key={item.href}>
            <Link
              to={item.href}
              aria-current={item.isCurrent ? 'page' : undefined}
              className={classNames(
                'flex min-h-11 items-center gap-1.5 border-b-2 px-3 sm:min-h-10',
                item.isCurrent
                  ? 'border-main-700 font-semibold text-main-800'
                  : 'border-transparent text-ink-soft hover:border-main-300 hover:text-main-800',
              )}
            >
              {item.label}
              {item.count !== undefined && <span className="text-sm font-normal text-ink-faint">{item.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
