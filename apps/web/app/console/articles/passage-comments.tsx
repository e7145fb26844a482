import { Form } from '@remix-run/react';
import type { PassageCommentView } from '@zhanqun/articles/server';
import { CHECKED_FIELD_LABELS } from '@zhanqun/checks';
import { formatDateTime } from '@zhanqun/kit';
import { Badge } from '@zhanqun/ui/console';
import { useFindingsDesk } from './findings-desk';

export interface PassageCommentsProps {
  comments: readonly PassageCommentView[];
  maySettle: boolean;
}

/** What reviewers said about single words: each leads to its place, and is settled by whoever writes. */
export function PassageComments({ comments, maySettle }: PassageCommentsProps) {
  const desk = useFindingsDesk();
  if (comments.length === 0) return null;
  const open = comments.filter(({ settledAt }) => !settledAt).length;
  return (
    <section className="zc-card flex flex-col gap-3 p-4" aria-labelledby="passages-title">
      <h2 id="passages-title" className="font-semibold">
        审核意见
      </h2>
      <p className="text-sm text-ink-soft">{open > 0 ? `还有 ${open} 处没有处理。` : '都处理完了。'}</p>
      <ol className="flex flex-col divide-y divide-line">
        {comments.map((comment) => {
          const { id, field, passage, text, personName, at, revisionNumber, settledAt, settledByName } = comment;
          return (
            <li key={id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
              <span className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
                <Badge tone={settledAt ? 'good' : 'act'}>{settledAt ? '已处理' : '待处理'}</Badge>
                {personName} {formatDateTime(at)}，第 {revisionNumber} 版{CHECKED_FIELD_LABELS[field]}
              </span>
              <a
                href={field === 'body' ? '#body-title' : `#field-${field}`}
                className="zc-link break-words"
                onClick={(event) => {
                  if (desk?.goTo(comment)) event.preventDefault();
                }}
              >
                “{passage.quote}”
              </a>
              <span className="break-words whitespace-pre-line">{text}</span>
              {settledAt && (
                <span className="text-sm text-ink-soft">
                  {settledByName} {formatDateTime(settledAt)} 处理
                </span>
              )}
              {!settledAt && maySettle && (
                <Form method="post">
                  <input type="hidden" name="commentId" value={id} />
                  <button
                    type="submit"
                    name="intent"
                    value="article:write#settle"
                    className="zc-button zc-button-small"
                    aria-label={`已处理：${passage.quote}`}
                  >
                    已处理
                  </button>
                </Form>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
