import { Link } from '@remix-run/react';

export interface ViewTabsProps {
  label: string;
  current: string;
  items: readonly { value: string; label: string; href: string }[];
}

/** Views of one address that differ by a parameter. */
export function ViewTabs({ label, current, items }: ViewTabsProps) {
  return (
    <nav aria-label={label} className="mb-5 border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {items.map(({ value, label: text, href }) => (
          <li key={value}>
            <Link
              to={href}
              aria-current={value === current ? 'page' : undefined}
              className={`flex min-h-11 items-center border-b-2 px-3 sm:min-h-10 ${
                value === current
                  ? 'border-main-700 font-semibold text-main-800'
                  : 'border-transparent text-ink-soft hover:border-main-300 hover:text-main-800'
              }`}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
