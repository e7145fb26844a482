import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '@zhanqun/db';
import { withPlatform } from '@zhanqun/tenancy/server';
import type { JobKind } from './define-job';

/** A run that has not renewed its lease for so long is taken for dead, milliseconds. */
export const LEASE_MS = 30_000;
/** Serialises claims, so that of one key two never begin at once. */
const CLAIM_LOCK = 736_119_360_8;
const DAY_MS = 24 * 3_600_000;

export interface ClaimedJob {
  id: string;
  name: string;
  siteId: string;
  data: unknown;
  attempts: number;
  lease: string;
}

/** Makes sure that recurring work waits or runs, once for all processes. The first run is due at once. */
export async function ensureRecurring(db: Database, kinds: JobKind[]): Promise<void> {
  await withPlatform({ db }, async (tx) => {
    for (const { name, everyMs } of kinds) {
      if (everyMs === undefined) continue;
      await tx.$executeRaw`
        INSERT INTO "Job" (id, name, "everyMs") VALUES (${`every:${name}`}, ${name}, ${everyMs}::int)
        ON CONFLICT (id) DO UPDATE SET "everyMs" = EXCLUDED."everyMs" WHERE "Job"."everyMs" <> EXCLUDED."everyMs"`;
    }
  });
}

/** Takes the next job that is due, or whose run has died, among `names`; undefined when there is none. */
export async function claim(db: Database, names: string[]): Promise<ClaimedJob | undefined> {
  return withPlatform({ db }, async (tx) => {
    // A look without the lock: mostly nothing is due.
    const [due] = await tx.$queryRaw<{ found: boolean }[]>`
      SELECT EXISTS (SELECT FROM "Job" WHERE state = 'WAITING' AND "runAt" <= now())
        OR EXISTS (SELECT FROM "Job" WHERE state = 'RUNNING' AND "leaseUntil" < now()) AS found`;
    if (!due?.found) return undefined;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CLAIM_LOCK})`;
    const [claimed] = await tx.$queryRaw<ClaimedJob[]>`
      UPDATE "Job" SET state = 'RUNNING', slot = NULL, attempts = attempts + 1, lease = ${randomUUID()},
        "leaseUntil" = now() + ${LEASE_MS}::int * interval '1 millisecond', "startedAt" = now(), progress = NULL
      WHERE id = (
        SELECT c.id FROM "Job" c
        WHERE c.name = ANY (${names})
          AND (c.state = 'WAITING' AND c."runAt" <= now() OR c.state = 'RUNNING' AND c."leaseUntil" < now())
          AND NOT EXISTS (SELECT FROM "Job" o WHERE o.state = 'RUNNING' AND o.id <> c.id
            AND o.name = c.name AND o."siteId" = c."siteId" AND o.key = c.key)
        ORDER BY c."runAt", c.id FOR UPDATE SKIP LOCKED LIMIT 1)
      RETURNING id, name, "siteId", data, attempts, lease`;
    return claimed;
  });
}

/** Says that these runs live. Returns the leases that still hold. */
export async function renew(db: Database, leases: string[]): Promise<Set<string>> {
  const rows = await withPlatform(
    { db },
    (tx) => tx.$queryRaw<{ lease: string }[]>`
      UPDATE "Job" SET "leaseUntil" = now() + ${LEASE_MS}::int * interval '1 millisecond'
      WHERE lease = ANY (${leases}) RETURNING lease`,
  );
  return new Set(rows.map((row) => row.lease));
}

export async function complete(tx: Transaction, job: { id: string; lease: string }): Promise<void> {
  await tx.$queryRaw`SELECT complete_job(${job.id}, ${job.lease}) AS id`;
}

/** A run that failed: the job waits for its next one, or counts as failed when `delayMs` is undefined. */
export async function fail(
  db: Database,
  job: { id: string; lease: string },
  fault: string,
  delayMs: number | undefined,
): Promise<void> {
  await withPlatform(
    { db },
    (tx) => tx.$executeRaw`
      UPDATE "Job" SET lease = NULL, "leaseUntil" = NULL, fault = ${fault}, "finishedAt" = now(),
        state = CASE WHEN ${delayMs === undefined} AND "everyMs" IS NULL THEN 'FAILED' ELSE 'WAITING' END::"JobState",
        attempts = CASE WHEN ${delayMs === undefined} AND "everyMs" IS NOT NULL THEN 0 ELSE attempts END,
        "runAt" = now() + coalesce(${delayMs ?? null}::int, "everyMs", 0) * interval '1 millisecond'
      WHERE id = ${job.id} AND lease = ${job.lease}`,
  );
}

/** Gives jobs back as if they had not been begun: their process stops. */
export async function release(db: Database, leases: string[]): Promise<void> {
  await withPlatform(
    { db },
    (tx) => tx.$executeRaw`
      UPDATE "Job" SET state = 'WAITING', lease = NULL, "leaseUntil" = NULL, attempts = attempts - 1, "runAt" = now()
      WHERE lease = ANY (${leases})`,
  );
}

export async function writeProgress(db: Database, lease: string, done: number, total: number): Promise<void> {
  const json = JSON.stringify({ done, total });
  await withPlatform({ db }, (tx) => tx.$executeRaw`UPDATE "Job" SET progress = ${json}::jsonb WHERE lease = ${lease}`);
}

/** Forgets what is done after a week and what failed after ninety days. */
export async function sweepJobs(db: Database, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await withPlatform({ db }, async (tx) => {
    await tx.job.deleteMany({ where: { state: 'DONE', finishedAt: { lt: before(7) } } });
    await tx.job.deleteMany({ where: { state: 'FAILED', finishedAt: { lt: before(90) } } });
  });
}
