import { Link } from '@remix-run/react';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon';

export interface PageHeaderProps {
  title: string;
  lead?: ReactNode;
  back?: { label: string; href: string };
  /** State next to the title. */
  badge?: ReactNode;
  /** Buttons and links on the right. */
  actions?: ReactNode;
}

export function PageHeader({ title, lead, back, badge, actions }: PageHeaderProps): ReactElement {
  return (
    <header className="mb-5">
      {back && (
        <Link
          to={back.href}
          className="mb-1 inline-flex min-h-8 items-center gap-1 text-sm text-main-700 hover:underline max-sm:min-h-11"
        >
          <Icon name="chevron-left" className="size-4" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 text-2xl font-bold text-balance text-main-900">{title}</h1>
        {badge}
        {actions && <div className="flex flex-wrap items-center gap-2 max-sm:mb-1 sm:ml-auto">{actions}</div>}
      </div>
      {lead && <div className="mt-1 max-w-3xl text-ink-soft">{lead}</div>}
    </header>
  );
}
