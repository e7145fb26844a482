import { type Context, type Reach, type SiteContext, withPlatform } from '@zhanqun/tenancy/server';
import type { JobKind } from './define-job';

export type JobState = 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED';
export const JOB_STATE_LABELS: Record<JobState, string> = {
  WAITING: '等待中',
  RUNNING: '进行中',
  DONE: '已完成',
  FAILED: '未完成',
};

export interface JobStatus {
  id: string;
  name: string;
  /** "" for the group's own work. */
  siteId: string;
  state: JobState;
  attempts: number;
  progress: { done: number; total: number } | null;
  /** What the last failed run said; "" after a run that went well. */
  fault: string;
  isRecurring: boolean;
  runAt: Date;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** The newest work of this kind that was asked for at the context's site; at the root, the group's own too. */
export async function findLatestJob(context: SiteContext, kind: JobKind): Promise<JobStatus | undefined> {
  const { site } = context;
  const isRoot = site.id === context.directory.root()?.id;
  const [row] = await withPlatform(
    context,
    (tx) => tx.$queryRaw<JobStatus[]>`
      SELECT id, name, "siteId", state::text AS state, attempts, progress, fault, "everyMs" IS NOT NULL AS "isRecurring",
        "runAt", "createdAt", "startedAt", "finishedAt" FROM "Job"
      WHERE name = ${kind.name} AND ("siteId" = ${site.id} OR ${isRoot} AND "siteId" = '')
      ORDER BY "createdAt" DESC, id DESC LIMIT 1`,
  );
  return row;
}

/** Work asked for at the sites in reach, unfinished first, then the newest; the group's own for whom the root is in reach. */
export async function listJobsAcrossSites(context: Context, reach: Reach, limit = 100): Promise<JobStatus[]> {
  const seesGroup = reach.roots.includes(context.directory.root()?.id ?? '-');
  return withPlatform(
    { db: context.db },
    (tx) => tx.$queryRaw<JobStatus[]>`
      SELECT j.id, j.name, j."siteId", j.state::text AS state, j.attempts, j.progress, j.fault,
        j."everyMs" IS NOT NULL AS "isRecurring", j."runAt", j."createdAt", j."startedAt", j."finishedAt"
      FROM "Job" j
      WHERE j."siteId" = ANY (${reach.sites}) OR ${seesGroup} AND j."siteId" = ''
        OR EXISTS (SELECT FROM "SiteLineage" l WHERE l."siteId" = j."siteId" AND l."ancestorId" = ANY (${reach.roots}))
      ORDER BY j.state IN ('WAITING', 'RUNNING') DESC, coalesce(j."finishedAt", j."createdAt") DESC, j.id DESC
      LIMIT ${limit}::int`,
  );
}
