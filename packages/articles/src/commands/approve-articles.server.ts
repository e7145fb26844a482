import { parseInput } from '@zhanqun/access';
import { isDomainError, notFound } from '@zhanqun/kit';
import { atSite, type Context } from '@zhanqun/tenancy/server';
import { type ApproveArticlesInput, approveArticlesInput } from '../schema';
import { approveArticle } from './approve-article.server';

/** What became of one item: passed, or the sentence that says why not. */
export type Approval = { reviewId: string } & ({ isPublished: boolean } | { refusal: string });

/**
 * Passes items of several sites, each by `approveArticle` in a transaction of its own: one that is refused stays where
 * it is and holds none of the others back. Nothing that the checks block is passed over in bulk.
 */
export async function approveArticles(context: Context, input: ApproveArticlesInput): Promise<Approval[]> {
  const { items } = parseInput(approveArticlesInput, input);
  const approvals: Approval[] = [];
  for (const { siteId, articleId, reviewId, level } of items) {
    try {
      const site = context.directory.find(siteId);
      if (!site) throw notFound('站点');
      const { isPublished } = await approveArticle(atSite(context, site), { articleId, reviewId, level });
      approvals.push({ reviewId, isPublished });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      approvals.push({ reviewId, refusal: error.message });
    }
  }
  return approvals;
}
