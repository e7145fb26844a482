import { Link } from '@remix-run/react';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names';

export type BadgeTone = 'neutral' | 'main' | 'good' | 'act' | 'alarm';

const BADGES: Record<BadgeTone, string> = {
  neutral: 'border-line bg-paper-deep text-ink-soft',
  main: 'border-main-200 bg-main-50 text-main-800',
  good: 'border-good-200 bg-good-50 text-good-700',
  act: 'border-act-200 bg-act-50 text-act-700',
  alarm: 'border-alarm-200 bg-alarm-50 text-alarm-700',
};

/** A state: always in words, the colour only helps. */
export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }): ReactElement {
  return (
    <span
      className={classNames(
        'inline-flex items-center rounded border px-1.5 text-xs leading-5 font-medium whitespace-nowrap',
        BADGES[tone],
      )}
    >
      {children}
    </span>
  );
}

export interface StatProps {
  label: string;
  value: number | string;
  unit?: string;
  note?: string;
  href?: string;
  tone?: 'act' | 'alarm';
}

export function Stat({ label, value, unit, note, href, tone }: StatProps): ReactElement {
  const number = typeof value === 'number' ? value.toLocaleString('zh-CN') : value;
  const body = (
    <>
      <span className="block text-sm text-ink-soft">{label}</span>
      <span
        className={classNames(
          'mt-0.5 block text-2xl font-semibold tabular-nums',
          tone === 'act' ? 'text-act-700' : tone === 'alarm' ? 'text-alarm-700' : 'text-main-800',
        )}
      >
        {number}
        {unit && <span className="ml-1 text-sm font-normal text-ink-soft">{unit}</span>}
      </span>
      {note && <span className="block text-sm text-ink-faint">{note}</span>}
    </>
  );
  return href ? (
    <Link to={href} className="zc-card block px-4 py-3 hover:border-main-600">
      {body}
    </Link>
  ) : (
    <div className="zc-card px-4 py-3">{body}</div>
  );
}

export function StatRow({ children }: { children: ReactNode }): ReactElement {
  return <div className="mb-6 grid grid-cols-2 gap-3 lg:grid-cols-4">{children}</div>;
}

export interface DefinitionListProps {
  items: readonly { term: string; value: ReactNode }[];
}

export function DefinitionList({ items }: DefinitionListProps): ReactElement {
  return (
    <dl className="zc-card divide-y divide-line px-4">
      {items.map((item) => (
        <div key={item.term} className="grid gap-x-4 py-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
          <dt className="text-ink-soft">{item.term}</dt>
          <dd className="min-w-0 break-words">{item.value || <span className="text-ink-faint">未填写</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface TimelineProps {
  entries: readonly {
    id: string;
    /** As shown: `今天 15:30`. */
    time: string;
    dateTime?: string;
    who: string;
    what: ReactNode;
    detail?: ReactNode;
    tone?: 'main' | 'good' | 'act' | 'alarm';
  }[];
}

const DOTS = { main: 'bg-main-600', good: 'bg-good-700', act: 'bg-act-600', alarm: 'bg-alarm-700' };

/** Who did what and when, newest first as given. */
export function Timeline({ entries }: TimelineProps): ReactElement {
  return (
    <ol className="ml-1 self-start border-l-2 border-line pl-5">
      {entries.map((entry) => (
        <li key={entry.id} className="relative pb-4 last:pb-0">
          <span
            aria-hidden="true"
            className={classNames(
              'absolute top-1.75 -left-6.5 size-2.5 rounded-full ring-3 ring-paper',
              DOTS[entry.tone ?? 'main'],
            )}
          />
          <p>
            <strong className="font-semibold">{entry.who}</strong> {entry.what}
          </p>
          {entry.detail && <div className="text-sm text-ink-soft">{entry.detail}</div>}
          <time dateTime={entry.dateTime} className="text-sm text-ink-faint">
            {entry.time}
          </time>
        </li>
      ))}
    </ol>
  );
}

export interface ProgressProps {
  label: string;
  done: number;
  total: number;
  unit: string;
  failed?: number;
  /** `大约还要 2 分钟，可以离开这个页面`. */
  note?: string;
}

/** Long work in numbers. */
export function Progress({ label, done, total, unit, failed = 0, note }: ProgressProps): ReactElement {
  return (
    <div className="zc-card p-4">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold">{label}</span>
        <span className="text-ink-soft tabular-nums" role="status">
          已完成 {done.toLocaleString('zh-CN')} / {total.toLocaleString('zh-CN')} {unit}
          {failed > 0 && (
            <span className="text-alarm-700">
              ，{failed} {unit}没有成功
            </span>
          )}
        </span>
      </div>
      <progress className="zc-progress" max={Math.max(total, 1)} value={done} aria-label={label} />
      {note && <p className="mt-2 text-sm text-ink-soft">{note}</p>}
    </div>
  );
}
