import { demand, parseInput } from '@zhanqun/access';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleFor } from '../article-row.server';
import { type WithdrawArticleInput, withdrawArticleInput } from '../schema';
import { takeDown } from '../take-down.server';

/** Takes an item from the public, with its files and on every site that carries it, in the moment this commits. */
export async function withdrawArticle(context: SiteContext, input: WithdrawArticleInput): Promise<void> {
  const { articleId, reason } = parseInput(withdrawArticleInput, input);
  demand(context.actor, 'article:withdraw', context.site);
  await withSite(context, async (tx) => {
    await takeDown(tx, context, await articleFor(tx, context, articleId, 'withdraw'), { reason });
  });
}
