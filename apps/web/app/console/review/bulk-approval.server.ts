import { type Approval, approveArticles } from '@zhanqun/articles/server';
import { redirectWith } from '../flash.server';
import { type GroupArgs, returnTo } from '../guard.server';

/** What a row of the inbox stands for: the level of the review as its reader has seen it. */
export interface Ticked {
  siteId: string;
  articleId: string;
  reviewId: string;
  level: number;
}

function readTick(key: string): Ticked {
  const [siteId = '', articleId = '', reviewId = '', level = ''] = key.split('.');
  return { siteId, articleId, reviewId, level: Number(level) };
}

export interface BulkAnswer {
  done: string;
  failed: { reviewId: string; articleId: string; siteCode: string; sentence: string }[];
}

function told(approvals: Approval[]): string {
  const passed = approvals.filter((one) => 'isPublished' in one);
  const published = passed.filter(({ isPublished }) => isPublished).length;
  if (passed.length === 0) return '没有通过任何一篇';
  return `已通过 ${passed.length} 篇${published > 0 ? `，其中 ${published} 篇已发布` : ''}`;
}

/** Approves what was ticked. Leads back to the list when all passed, else says what did not and why. */
export async function approveTicked({
  context,
  request,
  form,
}: GroupArgs & { form: FormData }): Promise<Response | BulkAnswer> {
  const ticked = form.getAll('ids').map((key) => readTick(String(key)));
  const approvals = await approveArticles(context, { items: ticked });
  const failed = approvals.flatMap((approval, index) => {
    if (!('refusal' in approval)) return [];
    const { articleId = '', siteId = '' } = ticked[index] ?? {};
    const siteCode = context.directory.find(siteId)?.code ?? '';
    return [{ reviewId: approval.reviewId, articleId, siteCode, sentence: approval.refusal }];
  });
  if (failed.length > 0) return { done: told(approvals), failed };
  return redirectWith(returnTo(request), `${told(approvals)}。`);
}
