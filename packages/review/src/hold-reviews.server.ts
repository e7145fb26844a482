import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { defineRecurring } from '@zhanqun/jobs/server';
import { recordNotices } from '@zhanqun/notices/server';
import { acrossSites, atSite, type Context, type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { nearestReviewers, nearestSite, type ReviewStaff, reviewPeopleOf } from './people.server';
import { type ReviewLevel, reviewLevels } from './schema';

const EVERY_MS = 2 * 60_000;

/** Looks whether what waits still waits for somebody. */
export const HOLD_REVIEWS = defineRecurring({
  name: 'review:hold-reviews',
  label: '查看待审内容是否有人审核',
  everyMs: EVERY_MS,
  run: async ({ signal }, context) => {
    await holdReviews(context, signal);
  },
});

interface Waiting {
  siteId: string;
  id: string;
  articleId: string;
  level: number;
  levels: ReviewLevel[];
  personIds: string[];
  holderSiteId: string | null;
  title: string;
}

/**
 * For each item under review the site whose people are the nearest that may decide. One that loses its last reviewer
 * there goes to the next site above that has some, and comes back when one returns: both are told, and it stands on the
 * board as long as it is away or nobody at all may decide. Returns how many moved.
 */
export async function holdReviews(context: Context, signal?: AbortSignal): Promise<number> {
  const root = context.directory.root();
  if (!root) return 0;
  const rows = await acrossSites(context, { roots: [root.id], sites: [] }, (tx) =>
    tx.review.findMany({ where: { state: 'OPEN' }, orderBy: [{ siteId: 'asc' }, { id: 'asc' }], select: READ }),
  );
  let moved = 0;
  const faults: unknown[] = [];
  let people: { siteId: string; staff: ReviewStaff } | undefined;
  for (const row of rows) {
    if (signal?.aborted) break;
    const site = context.directory.find(row.siteId);
    if (!site) continue;
    const at = atSite(context, site);
    try {
      if (people?.siteId !== site.id) people = { siteId: site.id, staff: await reviewPeopleOf(at) };
      if (await hold(at, people.staff, waitingOf(row))) moved += 1;
    } catch (error) {
      // The others are looked at all the same.
      faults.push(error);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `Reviews of ${faults.length} items could not be held.`);
  return moved;
}

const READ = {
  siteId: true,
  id: true,
  articleId: true,
  level: true,
  levels: true,
  personIds: true,
  holderSiteId: true,
} as const;

function waitingOf({ levels, ...row }: Omit<Waiting, 'levels' | 'title'> & { levels: unknown }) {
  return { ...row, levels: reviewLevels.parse(levels) };
}

/** How far up the tree a holder is; nobody is further than all. */
function height({ lineage }: { lineage: string[] }, holder: string): number {
  return holder === '' ? lineage.length : lineage.length - 1 - lineage.indexOf(holder);
}

async function hold(context: SiteContext, staff: ReviewStaff, waiting: Omit<Waiting, 'title'>): Promise<boolean> {
  const { site, now } = context;
  const place = waiting.levels[waiting.level - 1]?.place ?? 'SITE';
  const holder = nearestSite(staff, site, place, waiting.personIds);
  if (holder === waiting.holderSiteId) return false;
  return withSite(context, async (tx) => {
    const same = { siteId: site.id, id: waiting.id, state: 'OPEN', level: waiting.level } as const;
    const present = await tx.review.findFirst({
      where: { ...same, holderSiteId: waiting.holderSiteId },
      select: { homeSiteId: true, revision: { select: { title: true } } },
    });
    if (!present) return false;
    // Of those from before nobody knows whom they waited for.
    const home = present.homeSiteId ?? (holder === '' ? site.id : holder);
    const isAway = holder === '' || height(site, holder) > height(site, home);
    await tx.review.updateMany({
      where: same,
      data: { holderSiteId: holder, homeSiteId: home, movedUpAt: isAway ? now : null },
    });
    if (waiting.holderSiteId === null && !isAway) return false;
    await tell(tx, context, staff, { ...waiting, title: present.revision.title }, holder);
    return true;
  });
}

async function tell(
  tx: Transaction,
  context: SiteContext,
  staff: ReviewStaff,
  { articleId, levels, level, personIds, title, holderSiteId }: Waiting,
  holder: string,
): Promise<void> {
  const { site, directory } = context;
  const { name, place } = levels[level - 1] as ReviewLevel;
  const nameOf = (siteId: string) => directory.find(siteId)?.shortName ?? '';
  const isUp = height(site, holder) > height(site, holderSiteId ?? site.id);
  const what = `“${title}”的第 ${level} 级“${name}”`;
  const summary =
    holder === ''
      ? `${what}没有人可以审核了，上级也没有。请添加审核员，或请审核员安排代理`
      : isUp
        ? `${what}在${nameOf(holderSiteId || site.id)}没有人可以审核了，转由${nameOf(holder)}审核`
        : `${what}又有人可以审核了，由${nameOf(holder)}审核`;
  await recordAudit(tx, { ...context, siteId: site.id }, [
    { action: 'article:review', subjectType: 'Article', subjectId: articleId, summary, detail: { holder } },
  ]);
  await recordNotices(tx, context, {
    kind: holder === '' ? 'REVIEW_STRANDED' : 'REVIEW_WAITS',
    accountIds: holder === '' ? staff.administrators : nearestReviewers(staff, place, personIds),
    subjectType: 'Article',
    subjectId: articleId,
    summary,
  });
}
