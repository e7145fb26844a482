import { recordAudit } from '@zhanqun/audit/server';
import { isMerging } from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import { defineJob, enqueue, type JobRun } from '@zhanqun/jobs/server';
import { DomainError, formatDateTime, isDomainError } from '@zhanqun/kit';
import { demandNoLevels, levelsFor } from '@zhanqun/review/server';
import { atSite, readSite, type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { z } from 'zod';
import { articleEntry, lockArticle } from './article-row.server';
import {
  arisenSince,
  type CheckedRevision,
  demandNoneArisen,
  findToCheck,
  passOverEntry,
} from './check-article.server';
import { publishRevision } from './publish-revision.server';
import { dropSchedules, findScheduled } from './schedules.server';
import { SCHEDULED_ACTIONS, type ScheduledAction } from './schema';
import { takeDown } from './take-down.server';

/** When the clock of this process is behind that of the database, milliseconds until the next look. */
const TOO_EARLY_MS = 1_000;
const OUT_OF_ATTEMPTS = '系统多次没有完成，请确认内容无误后重新安排。';
/** While its column is being merged an item waits. */
const MERGING_MS = 60_000;

/**
 * What was planned for an item, done at its time: in one transaction with the end of the job, so that it is done once.
 * A process that dies in between has done nothing.
 */
export const KEEP_SCHEDULE = defineJob({
  name: 'articles:keep-schedule',
  label: '定时发布和撤下',
  data: z.object({ articleId: z.string(), action: z.enum(SCHEDULED_ACTIONS) }),
  attempts: 20,
  async run(run, context) {
    const site = context.directory.find(run.siteId ?? '');
    if (site) await keepSchedule(atSite(context, site), run);
  },
});

/** Of one action on one item one job waits: it runs at the earlier of two times, and asks again if that is too early. */
export async function runAtItsTime(
  tx: Transaction,
  articleId: string,
  action: ScheduledAction,
  runAt: Date,
): Promise<void> {
  await enqueue(tx, KEEP_SCHEDULE, { articleId, action }, { key: `${articleId}/${action}`, runAt });
}

type Run = JobRun<z.output<typeof KEEP_SCHEDULE.schema>>;
type Planned = NonNullable<Awaited<ReturnType<typeof findScheduled>>>;

async function keepSchedule(context: SiteContext, run: Run): Promise<void> {
  const { site, now } = context;
  const { articleId, action } = run.data;
  const planned = await readSite(context, (tx) => findScheduled(tx, site.id, articleId, action));
  const revisionId = planned?.revisionId ?? undefined;
  const text = revisionId ? await findToCheck(context, { articleId, revisionId }) : undefined;
  try {
    await withSite(context, async (tx) => {
      const article = await lockArticle(tx, site.id, articleId);
      const plan = await findScheduled(tx, site.id, articleId, action);
      await run.complete(tx);
      if (!plan) return;
      if (plan.at > now) {
        return runAtItsTime(tx, articleId, action, new Date(plan.at.getTime() + TOO_EARLY_MS));
      }
      if (action === 'PUBLISH' && (await isMerging(tx, site.id, article.columnId))) {
        return runAtItsTime(tx, articleId, action, new Date(now.getTime() + MERGING_MS));
      }
      // Another text was chosen between the two looks.
      if (action === 'PUBLISH' && (!text || plan.revisionId !== text.id)) {
        return runAtItsTime(tx, articleId, action, now);
      }
      if (action === 'PUBLISH' && text) await publishPlanned(tx, context, plan, article, text);
      else await takeDown(tx, context, article, { ...plan, kind: plan.kind ?? 'SECRECY', told: toldBy(plan) });
    });
  } catch (error) {
    if (isDomainError(error) && error.code !== 'BUSY') return noteFault(context, run, error);
    // After its last attempt nothing would wait for it any more, and the item would wait for ever.
    if (run.attempt >= KEEP_SCHEDULE.attempts) await noteFault(context, run, new DomainError('BUSY', OUT_OF_ATTEMPTS));
    throw error;
  }
}

/** Who planned it, for the log. */
function toldBy({ askedByName, askedAt }: Planned): string {
  return `（${askedByName}于 ${formatDateTime(askedAt)} 安排）`;
}

async function publishPlanned(
  tx: Transaction,
  context: SiteContext,
  plan: Planned,
  article: Awaited<ReturnType<typeof lockArticle>>,
  text: CheckedRevision,
): Promise<void> {
  const { site } = context;
  // The same as is asked of a publication at once; what a review has passed, it has passed.
  if (!plan.reviewId) demandNoLevels(await levelsFor(tx, site.id, article.columnId));
  demandNoneArisen(arisenSince(plan.passedOver, text.blocks));
  const { cause } = await publishRevision(tx, context, article, text);
  await recordAudit(tx, { ...context, siteId: site.id }, [
    ...(text.blocks.length > 0 ? [passOverEntry(article.id, text, plan.passOverReason)] : []),
    { ...articleEntry('article:publish', article.id, `定时${cause}${toldBy(plan)}`), detail: { at: plan.at } },
  ]);
}

/** It is not tried again by itself: the desk is told why, and decides. */
async function noteFault(context: SiteContext, run: Run, error: DomainError): Promise<void> {
  const { site } = context;
  const { articleId, action } = run.data;
  await withSite(context, async (tx) => {
    const { title } = await lockArticle(tx, site.id, articleId);
    await run.complete(tx);
    const plan = await findScheduled(tx, site.id, articleId, action);
    if (!plan) return;
    if (error.code === 'NOT_FOUND') return dropSchedules(tx, site.id, articleId, action);
    await tx.articleSchedule.updateMany({
      where: { siteId: site.id, articleId, action },
      data: { fault: error.message.slice(0, 500) },
    });
    const deed = action === 'PUBLISH' ? '发布' : '撤下';
    const summary = `“${title}”到了时间没有${deed}：${error.message}${toldBy(plan)}`;
    const permission = action === 'PUBLISH' ? 'article:publish' : 'article:withdraw';
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry(permission, articleId, summary)]);
  });
}
