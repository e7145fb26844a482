import { formatDateTime } from '@zhanqun/kit';
import { Callout } from '@zhanqun/ui/console';
import type { TypingState } from './use-typing';

/** Who else writes at the item, said as long as it is so. */
export function OthersTyping({ others }: Pick<TypingState, 'others'>) {
  return (
    <div role="status">
      {others.length > 0 && (
        <Callout tone="warn" title={`${others.map(({ name }) => name).join('、')}也在编辑这篇文章`}>
          {others.map(({ name, since }) => `${name}从 ${formatDateTime(new Date(since))} 起`).join('，')}
          。请先和对方商量；两个人都保存时，后保存的人会看到两份内容的对照，谁的都不会丢。
        </Callout>
      )}
    </div>
  );
}

/** Whether the server has what was typed. */
export function KeptNote({ keptAt, fault }: Pick<TypingState, 'keptAt' | 'fault'>) {
  return (
    <p role="status" className={`text-sm ${fault ? 'text-alarm-700' : 'text-ink-soft'}`}>
      {fault ?? (keptAt && `${formatDateTime(keptAt)} 已自动保存草稿，只有您能看到；关掉浏览器也不会丢。`)}
    </p>
  );
}
