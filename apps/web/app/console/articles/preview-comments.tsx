import type { PreviewCommentView } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';

/** What readers of the signed previews said, beside the text they read. */
export function PreviewComments({ comments }: { comments: readonly PreviewCommentView[] }) {
  if (comments.length === 0) return null;
  return (
    <section className="zc-card p-4" aria-labelledby="comments-title">
      <h2 id="comments-title" className="font-semibold">
        预览的意见
      </h2>
      <p className="text-sm text-ink-soft">由拿到预览链接的人填写，姓名没有核实。</p>
      <ol className="mt-2 flex flex-col divide-y divide-line">
        {comments.map(({ id, name, text, at, revisionNumber }) => (
          <li key={id} className="py-2">
            <p className="text-sm text-ink-soft">
              {name} {formatDateTime(at)}，对第 {revisionNumber} 版
            </p>
            <p className="break-words whitespace-pre-line">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
