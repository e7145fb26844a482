import { Link } from '@remix-run/react';
import type { RevisionView } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import { Callout, SideBySide } from '@zhanqun/ui/console';
import { useEffect, useRef } from 'react';
import { comparableText } from './compare-text';

export interface ConflictPanelProps {
  message: string;
  mine: Parameters<typeof comparableText>[0];
  theirs: RevisionView;
  takeHref: string;
}

/** Somebody saved first: both texts, whole, and a choice. It stands inside the form, which still holds what was typed. */
export function ConflictPanel({ message, mine, theirs, takeHref }: ConflictPanelProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [theirs.number]);
  return (
    <div ref={box} role="alert" tabIndex={-1} className="flex flex-col gap-3">
      <Callout tone="warn" title="没有保存：这篇文章刚被别人改过">
        {message}
      </Callout>
      <input type="hidden" name="newestNumber" value={theirs.number} />
      <SideBySide
        left={{
          title: '您填写的',
          note: '还在下面的表单里',
          text: comparableText(mine),
          actions: (
            <button type="submit" name="intent" value="article:write#overwrite" className="zc-button zc-button-main">
              以我的为准再保存
            </button>
          ),
        }}
        right={{
          title: `第 ${theirs.number} 版`,
          note: `${theirs.editorName} ${formatDateTime(theirs.createdAt)} 保存`,
          text: comparableText(theirs),
          actions: (
            <Link to={takeHref} state={{ taken: theirs.number }} className="zc-button">
              采用对方的
            </Link>
          ),
        }}
      />
    </div>
  );
}
