import { findSitesToVerify, verifyAudit } from '@zhanqun/audit/server';
import { defineRecurring, type JobKind } from '@zhanqun/jobs/server';
import { atSite } from '@zhanqun/tenancy/server';
import type { Logger } from 'pino';

const DAY_MS = 24 * 3_600_000;
/** How often it is looked which logs have not been checked for a day. */
const LOOK_MS = 10 * 60_000;
/** A server that has just started has better things to do. Seconds. */
const CALM_AFTER = 60;

/** Proves the log of every site once a day. What is broken stands on the log's page, and in the server's own log. */
export function dailyAudit(log: Logger): JobKind {
  return defineRecurring({
    name: 'web:audit',
    label: '每日核对日志',
    everyMs: LOOK_MS,
    run: async (run, context) => {
      if (process.uptime() < CALM_AFTER) return;
      const since = new Date(context.now.getTime() - DAY_MS);
      const due = await findSitesToVerify(context, since);
      for (const [index, site] of due.entries()) {
        if (run.signal.aborted) return;
        const { broken } = await verifyAudit(atSite(context, site));
        if (broken) log.error({ site: site.code, ...broken }, 'audit log broken');
        await run.progress(index + 1, due.length);
      }
    },
  });
}
