import { demand, parseInput } from '@zhanqun/access';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleFor } from '../article-row.server';
import { type WithdrawArticleInput, withdrawArticleInput } from '../schema';
import { demandReplacement, takeDown } from '../take-down.server';

/**
 * Takes an item from the public, with its files and on every site that carries it, in the moment this commits. `kind`
 * says what its address answers from then on. Throws INVALID for a replacement that is not public.
 */
export async function withdrawArticle(context: SiteContext, input: WithdrawArticleInput): Promise<void> {
  const { articleId, ...withdrawal } = parseInput(withdrawArticleInput, input);
  demand(context.actor, 'article:withdraw', context.site);
  await withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'withdraw');
    await demandReplacement(tx, context.site.id, articleId, withdrawal.replacedById);
    await takeDown(tx, context, article, withdrawal);
  });
}
