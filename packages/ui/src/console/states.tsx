import { Link } from '@remix-run/react';
import type { ReactElement, ReactNode } from 'react';
import { Callout } from './callout';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';

export interface EmptyStateProps {
  icon?: IconName;
  /** What this place is for, not that it is empty. */
  title: string;
  children?: ReactNode;
  /** The first step. */
  action?: { label: string; href: string };
}

export function EmptyState({ icon = 'document', title, children, action }: EmptyStateProps): ReactElement {
  return (
    <div className="zc-card flex flex-col items-center px-6 py-10 text-center">
      <span className="grid size-14 place-items-center rounded-full bg-main-50 text-main-600">
        <Icon name={icon} className="size-7" />
      </span>
      <p className="mt-3 text-lg font-semibold">{title}</p>
      {children && <div className="mt-1 max-w-md text-ink-soft">{children}</div>}
      {action && (
        <Link to={action.href} className="zc-button zc-button-main mt-4">
          {action.label}
        </Link>
      )}
    </div>
  );
}

/** Filters that leave nothing are not an empty list: the way back is to drop them. */
export function NoMatch({ unit, clearHref }: { unit: string; clearHref: string }): ReactElement {
  return (
    <div className="zc-card px-6 py-8 text-center">
      <p className="font-semibold">没有符合这些条件的{unit}</p>
      <p className="mt-1 text-ink-soft">换一个词，或者去掉条件再看。</p>
      <Link to={clearHref} className="zc-button mt-3">
        去掉全部条件
      </Link>
    </div>
  );
}

/** Stands while a list loads; drawn only after 300 ms. */
export function Skeleton({ rows = 6, label = '正在加载' }: { rows?: number; label?: string }): ReactElement {
  return (
    <div role="status" className="zc-card zc-late flex flex-col gap-4 p-4">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, index) => index).map((index) => (
        <div
          key={index}
          aria-hidden="true"
          className={classNames(
            'zc-skeleton-line h-4',
            index % 3 === 0 ? 'w-3/4' : index % 3 === 1 ? 'w-full' : 'w-1/2',
          )}
        />
      ))}
    </div>
  );
}

export interface PartialResultProps {
  /** What was done: `已给 290 个站点换上新主题`. */
  done: string;
  failed: readonly { label: string; reason: string; href?: string }[];
  /** The control that tries the failed ones again. */
  retry?: ReactNode;
}

/** Part was done and part was not: both are named. */
export function PartialResult({ done, failed, retry }: PartialResultProps): ReactElement {
  return (
    <Callout tone="warn" title={`${done}，${failed.length} 项没有完成`}>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
        {failed.map((item) => (
          <li key={item.label}>
            {item.href ? (
              <Link to={item.href} className="zc-link">
                {item.label}
              </Link>
            ) : (
              item.label
            )}
            ：{item.reason}
          </li>
        ))}
      </ul>
      {retry && <div className="mt-3">{retry}</div>}
    </Callout>
  );
}

export interface NoPermissionProps {
  /** What was wanted: `给这个站点添加账号`. */
  wanted: string;
  /** People or offices that can do it or grant it. */
  helpers: readonly { name: string; unit?: string; contact?: string }[];
  back?: { label: string; href: string };
}

/** Says who can help instead of only refusing. */
export function NoPermission({ wanted, helpers, back }: NoPermissionProps): ReactElement {
  return (
    <div className="zc-card max-w-2xl p-6">
      <p className="flex items-center gap-2 text-lg font-semibold">
        <Icon name="key" className="size-5 text-act-600" />
        您的账号不能{wanted}
      </p>
      {helpers.length > 0 && (
        <>
          <p className="mt-2 text-ink-soft">可以请下面的人办理，或请其授权：</p>
          <ul className="mt-2 flex flex-col gap-1">
            {helpers.map((helper) => (
              <li key={`${helper.unit}-${helper.name}`}>
                <strong className="font-semibold">{helper.name}</strong>
                <span className="text-ink-soft">
                  {[helper.unit, helper.contact].filter(Boolean).map((text) => `　${text}`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {back && (
        <Link to={back.href} className="zc-button mt-4">
          {back.label}
        </Link>
      )}
    </div>
  );
}
