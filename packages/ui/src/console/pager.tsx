import { Link, useLocation } from '@remix-run/react';
import type { ReactElement } from 'react';
import { Icon } from './icon';
import { listHref } from './list-address';

export interface PagerProps {
  /** Cursors as a `Page` carries them; absent at the ends. */
  next?: string;
  previous?: string;
  /** Of a list that only goes forward: the way back to its beginning is shown on every other page. */
  isFirstPage?: boolean;
  /** All rows that the filters leave, counted, not guessed. */
  total?: number;
  /** Noun with its measure word: `个站点`. */
  unit?: string;
}

export function Pager({ next, previous, isFirstPage = true, total, unit = '条' }: PagerProps): ReactElement | null {
  const { search } = useLocation();
  if (!next && !previous && isFirstPage && total === undefined) return null;
  const step = (label: string, changes: Record<string, string> | null, icon: 'back' | 'forward') => {
    if (!changes) return null;
    return (
      <Link to={listHref(search, changes)} rel={icon === 'back' ? 'prev' : 'next'} className="zc-button max-sm:flex-1">
        {icon === 'back' && <Icon name="chevron-left" className="size-4" />}
        {label}
        {icon === 'forward' && <Icon name="chevron-right" className="size-4" />}
      </Link>
    );
  };
  return (
    <nav aria-label="翻页" className="mt-3 flex flex-wrap items-center gap-2">
      {total !== undefined && (
        <p className="mr-auto text-ink-soft max-sm:w-full">
          共 {total.toLocaleString('zh-CN')} {unit}
        </p>
      )}
      {(previous || !isFirstPage) && (
        <Link to={listHref(search, {})} className="zc-button zc-button-quiet">
          第一页
        </Link>
      )}
      {step('上一页', previous ? { before: previous } : null, 'back')}
      {step('下一页', next ? { after: next } : null, 'forward')}
    </nav>
  );
}
