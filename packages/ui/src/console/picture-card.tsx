import { Link } from '@remix-run/react';
import type { ReactElement, ReactNode } from 'react';

export interface PictureCardProps {
  title: string;
  href: string;
  /** An `<img>` or an SVG, decorative; it is cut to 16:10. */
  picture: ReactNode;
  note?: ReactNode;
  badge?: ReactNode;
  /** Buttons under the card; the rest of it is the link. */
  actions?: ReactNode;
  /** 3 where the grid stands under a heading of its own. */
  heading?: 2 | 3;
}

/** A library entry with its preview. */
export function PictureCard({ title, href, picture, note, badge, actions, heading = 2 }: PictureCardProps) {
  const Heading = heading === 2 ? 'h2' : 'h3';
  return (
    <li className="zc-card relative flex flex-col overflow-hidden focus-within:border-main-700 hover:border-main-600">
      <div className="aspect-[16/10] overflow-hidden border-b border-line bg-paper-deep *:size-full *:object-cover *:object-top">
        {picture}
      </div>
      <div className="flex flex-1 flex-col gap-1 p-3">
        <div className="flex flex-wrap items-center gap-2">
          <Heading className="font-semibold">
            <Link to={href} className="zc-row-link">
              {title}
            </Link>
          </Heading>
          {badge}
        </div>
        {note && <div className="text-sm text-ink-soft">{note}</div>}
        {actions && <div className="relative z-1 mt-auto flex flex-wrap gap-2 pt-2">{actions}</div>}
      </div>
    </li>
  );
}

export function PictureGrid({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <ul aria-label={label} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      {children}
    </ul>
  );
}
