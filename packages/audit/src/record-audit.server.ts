import type { Prisma, Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';

export interface AuditEntry {
  /** Permission = audit action = form intent, e.g. `article:publish`. */
  action: string;
  subjectType: string;
  subjectId: string;
  /** A sentence for people. */
  summary: string;
  detail?: Record<string, Prisma.InputJsonValue | null>;
}

/** Writes audit lines at `siteId` in the transaction of the change. The database seals them when it commits. */
export async function recordAudit(
  tx: Transaction,
  context: Pick<Context, 'actor' | 'now' | 'requestId'> & { siteId: string },
  entries: AuditEntry[],
): Promise<void> {
  const rows = entries.map((entry) => ({ detail: {}, ...entry, id: newId(context.now.getTime()) }));
  // One statement for any number of lines: bulk work writes tens of thousands.
  await tx.$executeRaw`
    INSERT INTO "AuditLine" ("siteId", id, at, "actorId", "actorName", action, "subjectType", "subjectId", summary,
      detail, "requestId")
    SELECT ${context.siteId}, e.id, ${context.now}, ${context.actor.accountId}, ${context.actor.name}, e.action,
      e."subjectType", e."subjectId", e.summary, e.detail, ${context.requestId}
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS e(id text, action text, "subjectType" text,
      "subjectId" text, summary text, detail jsonb)`;
}
