import { can, demand } from '@zhanqun/access';
import { notFound } from '@zhanqun/kit';
import { type SiteContext, withPlatform } from '@zhanqun/tenancy/server';
import { changesTouching } from './changes-touching.server';
import type { PageFacts } from './store/page.server';

/** Most changes that the desk names for one page. */
export const MOST_RENEWALS = 20;

export interface Renewal {
  seq: string;
  at: Date;
  siteId: string;
  /**
   * What was done, as the change itself says it. Only for changes of sites whose desk the actor may see: a sentence of
   * another site may name what was withdrawn there, and why.
   */
  cause?: string;
  /** What the page shows of that which changed. */
  tags: string[];
}

/**
 * The newest changes of the last thirty days that touched something the page shows. Throws NOT_FOUND for a page of
 * another site.
 */
export async function listRenewals(
  context: SiteContext,
  facts: Pick<PageFacts, 'siteId' | 'tags'>,
): Promise<Renewal[]> {
  demand(context.actor, 'publishing:view', context.site);
  if (facts.siteId !== context.site.id) throw notFound('页面');
  const rows = await withPlatform({ db: context.db }, (tx) =>
    tx.$queryRaw<{ seq: bigint; at: Date; siteId: string; cause: string; tags: string[] }[]>(
      changesTouching(facts.tags, MOST_RENEWALS),
    ),
  );
  return rows.map(({ seq, cause, ...row }) => {
    const site = context.directory.find(row.siteId);
    const isOpen = site !== undefined && can(context.actor, 'site:view', site);
    return { ...row, seq: String(seq), ...(isOpen ? { cause } : {}) };
  });
}
