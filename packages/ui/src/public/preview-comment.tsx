export interface PreviewCommentProps {
  /** Of the preview itself: the form is sent to where it stands. */
  action: string;
  /** What was typed before was kept. */
  isSaid?: boolean;
  /** Why it was not kept, with what was typed. */
  refusal?: { message: string; name: string; text: string };
}

/** Under a preview: what its reader has to say goes to whoever writes the text. Works without script. */
export function PreviewComment({ action, isSaid, refusal }: PreviewCommentProps) {
  return (
    <section className="preview-comment" id="comment" aria-labelledby="comment-title">
      <h2 id="comment-title">对这一版的意见</h2>
      {isSaid ? <p role="status">意见已交给编辑，谢谢。还有意见可以接着写。</p> : null}
      {refusal ? (
        <p role="alert" className="preview-comment-fault">
          没有提交：{refusal.message}
        </p>
      ) : null}
      <form action={action} method="post">
        <label>
          <span>您的姓名</span>
          <input name="name" required maxLength={20} autoComplete="name" defaultValue={refusal?.name} />
        </label>
        <label>
          <span>意见</span>
          <textarea name="text" required rows={4} maxLength={500} defaultValue={refusal?.text} />
        </label>
        <p>只有本站的编辑能看到。除您填写的姓名外，不记录其他信息。</p>
        <button type="submit">提交意见</button>
      </form>
    </section>
  );
}
