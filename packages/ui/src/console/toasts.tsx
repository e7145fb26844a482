import { Link } from '@remix-run/react';
import { type ReactElement, useState } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';

export interface Toast {
  id: string;
  tone: 'success' | 'warn' | 'danger';
  text: string;
  action?: { label: string; href: string };
}

/** What the last act did. A message stays until it is closed or the next page no longer brings it. */
export function Toasts({ toasts }: { toasts: readonly Toast[] }): ReactElement {
  const [closed, setClosed] = useState<readonly string[]>([]);
  return (
    <div
      role="status"
      aria-label="操作结果"
      className="print:hidden pointer-events-none fixed inset-x-4 bottom-4 z-20 flex flex-col items-end gap-2"
    >
      {toasts
        .filter((toast) => !closed.includes(toast.id))
        .map((toast) => (
          <div
            key={toast.id}
            className={classNames(
              'pointer-events-auto flex w-full max-w-md items-start gap-2.5 rounded-md border-l-4 bg-white py-2 pr-1 pl-3 shadow-raised',
              toast.tone === 'success' && 'border-good-700',
              toast.tone === 'warn' && 'border-act-600',
              toast.tone === 'danger' && 'border-alarm-700',
            )}
          >
            <Icon
              name={toast.tone === 'success' ? 'check' : 'alert'}
              className={classNames(
                'mt-1.5 size-5',
                toast.tone === 'success' && 'text-good-700',
                toast.tone === 'warn' && 'text-act-600',
                toast.tone === 'danger' && 'text-alarm-700',
              )}
            />
            <p className="flex-1 py-1.5">
              {toast.text}
              {toast.action && (
                <Link to={toast.action.href} className="zc-link ml-2 whitespace-nowrap">
                  {toast.action.label}
                </Link>
              )}
            </p>
            <button
              type="button"
              className="zc-button zc-button-quiet size-9 p-0!"
              aria-label="关闭这条消息"
              onClick={() => setClosed([...closed, toast.id])}
            >
              <Icon name="close" className="size-4" />
            </button>
          </div>
        ))}
    </div>
  );
}
