import type { ReactNode } from 'react';
import { Icon } from '../icons';

/** A titled part of a page with at most one way on. */
export function Section({
  id,
  title,
  moreHref,
  moreLabel = '更多',
  className = '',
  children,
}: {
  id: string;
  title: string;
  moreHref?: string;
  moreLabel?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`section ${className}`.trim()} aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {moreHref ? (
          <a className="more" href={moreHref} aria-label={`${moreLabel}：${title}`}>
            {moreLabel}
            <Icon name="chevron-right" size={16} />
          </a>
        ) : null}
      </div>
      {children}
    </section>
  );
}
