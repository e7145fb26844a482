import { demand, parseInput } from '@zhanqun/access';
import { isUniqueViolation } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type CreateHomePageInput, createHomePageInput } from '../schema';
import { writeHomePage } from '../write-home-page.server';

/** Makes the home page of a site that has none yet. */
export async function createHomePage(context: SiteContext, input: CreateHomePageInput): Promise<void> {
  const { blocks } = parseInput(createHomePageInput, input);
  demand(context.actor, 'page:edit', context.site);
  try {
    await withSite(context, (tx) => writeHomePage(tx, context, blocks));
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('CONFLICT', '这个站点已有首页。');
    throw error;
  }
}
