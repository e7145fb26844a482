import { Link } from '@remix-run/react';
import type { RevisionView } from '@zhanqun/articles/server';
import { CHECKED_FIELD_LABELS } from '@zhanqun/checks';
import { formatDateTime } from '@zhanqun/kit';
import { Callout, putTyped, SideBySide } from '@zhanqun/ui/console';
import { useEffect, useRef, useState } from 'react';
import { comparableText } from './compare-text';

const NAMES = ['title', 'summary', 'body', 'source', 'author', 'keywords', 'attachments'] as const;
type FieldName = (typeof NAMES)[number];

type Mine = Parameters<typeof comparableText>[0] & { attachments: readonly { id: string }[] };

export interface ConflictPanelProps {
  message: string;
  mine: Mine;
  theirs: RevisionView;
  takeHref: string;
}

function isSame(name: FieldName, mine: Mine, theirs: RevisionView): boolean {
  if (name !== 'attachments') return mine[name].trim() === theirs[name].trim();
  return mine.attachments.map(({ id }) => id).join() === theirs.attachments.map(({ id }) => id).join();
}

/** What a field of the form holds for this value. */
function fieldValue(name: FieldName, text: Mine | RevisionView): string {
  return name === 'attachments' ? JSON.stringify(text.attachments) : text[name];
}

/** Field by field: the other's goes into the form below, or one's own goes back. */
function FieldChoices({ mine, theirs }: Pick<ConflictPanelProps, 'mine' | 'theirs'>) {
  const [taken, setTaken] = useState<readonly FieldName[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const differing = NAMES.filter((name) => !isSame(name, mine, theirs));
  if (differing.length === 0) return null;
  function choose(name: FieldName, isTheirs: boolean) {
    const form = list.current?.closest('form');
    if (form) putTyped(form, name, fieldValue(name, isTheirs ? theirs : mine));
    setTaken(isTheirs ? [...taken, name] : taken.filter((one) => one !== name));
  }
  return (
    <section className="zc-card p-4" aria-labelledby="choices-title">
      <h2 id="choices-title" className="font-semibold">
        有 {differing.length} 项不同
      </h2>
      <p className="text-ink-soft">可以逐项改用对方的，再按“以我的为准再保存”；对方那一版始终在历史版本里。</p>
      <ul ref={list} className="mt-2 flex flex-col divide-y divide-line">
        {differing.map((name) => {
          const isTheirs = taken.includes(name);
          return (
            <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="w-16 font-medium">{CHECKED_FIELD_LABELS[name]}</span>
              <span className="flex-1 text-sm text-ink-soft">
                {isTheirs ? `表单里现在是第 ${theirs.number} 版的` : '表单里现在是您的'}
              </span>
              <button type="button" className="zc-button zc-button-small" onClick={() => choose(name, !isTheirs)}>
                {CHECKED_FIELD_LABELS[name]}
                {isTheirs ? '改回我的' : '改用对方的'}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
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
      <FieldChoices key={theirs.number} mine={mine} theirs={theirs} />
    </div>
  );
}
