import { recordAudit } from '@zhanqun/audit/server';
import { defineRecurring } from '@zhanqun/jobs/server';
import { acrossSites, atSite, type Context, type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { readChains, SITE_CHAIN } from './chains.server';
import { missingLevel } from './missing-reviewers';
import { reviewPeopleOf } from './people.server';
import { describeLevels } from './schema';

const EVERY_MS = 10 * 60_000;

/** Looks whether sites that wait for their people have got them. */
export const ADOPT_CHAINS = defineRecurring({
  name: 'review:adopt-chains',
  label: '启用蓝本的审核流程',
  everyMs: EVERY_MS,
  run: async ({ signal }, context) => {
    await adoptChains(context, signal);
  },
});

/**
 * Puts in force what blueprints ask for, at every online site whose people can staff it. Demonstration sites are left
 * out: there everything is to be tried at once, and the chain is one press away. Returns how many began.
 */
export async function adoptChains(context: Context, signal?: AbortSignal): Promise<number> {
  const root = context.directory.root();
  if (!root) return 0;
  const wishes = await acrossSites(context, { roots: [root.id], sites: [] }, (tx) =>
    tx.reviewChain.findMany({ where: { isWish: true }, select: { siteId: true } }),
  );
  let begun = 0;
  for (const { siteId } of wishes) {
    if (signal?.aborted) break;
    const site = context.directory.find(siteId);
    if (site?.state !== 'ONLINE' || site.isDemonstration) continue;
    if (await adopt(atSite(context, site))) begun += 1;
  }
  return begun;
}

async function adopt(context: SiteContext): Promise<boolean> {
  const { site, now } = context;
  const people = await reviewPeopleOf(context);
  return withSite(context, async (tx) => {
    const wish = (await readChains(tx, site.id)).find(({ columnId, isWish }) => !columnId && isWish);
    if (!wish || people.writers.length === 0 || missingLevel(wish.levels, people) !== undefined) return false;
    const { count } = await tx.reviewChain.updateMany({
      where: { siteId: site.id, id: SITE_CHAIN, isWish: true, version: wish.version },
      data: { isWish: false, version: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) return false;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'review:edit',
        subjectType: 'Site',
        subjectId: site.id,
        summary: `人员已齐，建站蓝本的审核流程生效：${describeLevels(wish.levels)}`,
        detail: { levels: wish.levels },
      },
    ]);
    return true;
  });
}
