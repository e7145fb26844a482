import { demand, parseInput } from '@zhanqun/access';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type ForgetTypedInput, forgetTypedInput } from '../schema';
import { dropTyped } from '../typing.server';

/** Forgets what the actor typed at an item, or at a new one, and did not save. */
export async function forgetTyped(context: SiteContext, input: ForgetTypedInput): Promise<void> {
  const { articleId } = parseInput(forgetTypedInput, input);
  demand(context.actor, 'article:write', context.site);
  await withSite(context, (tx) => dropTyped(tx, context, articleId));
}
