import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';

export type Tone = 'info' | 'warn' | 'danger' | 'success';

const TONES: Record<Tone, { icon: IconName; box: string; mark: string; word: string }> = {
  info: { icon: 'info', box: 'border-main-600 bg-main-50', mark: 'text-main-600', word: '说明' },
  warn: { icon: 'alert', box: 'border-act-600 bg-act-50', mark: 'text-act-600', word: '注意' },
  danger: { icon: 'alert', box: 'border-alarm-700 bg-alarm-50', mark: 'text-alarm-700', word: '错误' },
  success: { icon: 'check', box: 'border-good-700 bg-good-50', mark: 'text-good-700', word: '完成' },
};

export interface CalloutProps {
  tone: Tone;
  title?: string;
  children?: ReactNode;
}

export function Callout({ tone, title, children }: CalloutProps): ReactElement {
  const { icon, box, mark, word } = TONES[tone];
  return (
    <div className={classNames('flex gap-2.5 rounded-r border-l-4 px-4 py-3', box)}>
      <Icon name={icon} className={classNames('mt-0.5 size-5', mark)} />
      <div className="min-w-0 flex-1">
        <span className="sr-only">{word}：</span>
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={classNames(title && 'mt-0.5')}>{children}</div>}
      </div>
    </div>
  );
}
