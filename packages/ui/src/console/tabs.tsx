import { NavLink } from '@remix-run/react';
import type { ReactElement } from 'react';
import { classNames } from './class-names';

export interface TabsProps {
  label: string;
  items: readonly { label: string; href: string; count?: number; exact?: boolean }[];
}

/** Pages beside each other: links, so each has its address. */
export function Tabs({ label, items }: TabsProps): ReactElement {
  return (
    <nav aria-label={label} className="mb-5 border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {items.map((item) => (
          <li key={item.href}>
            <NavLink
              to={item.href}
              end={item.exact}
              className={({ isActive }) =>
                classNames(
                  'flex min-h-11 items-center gap-1.5 border-b-2 px-3 sm:min-h-10',
                  isActive
                    ? 'border-main-700 font-semibold text-main-800'
                    : 'border-transparent text-ink-soft hover:border-main-300 hover:text-main-800',
                )
              }
            >
              {item.label}
              {item.count !== undefined && <span className="text-sm font-normal text-ink-faint">{item.count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
