import type { Prisma, Transaction } from '@zhanqun/db';
import { newId, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { acrossSites, type Context, type Reach, readSite, type SiteContext } from '@zhanqun/tenancy/server';

export interface AuditEntry {
  /** Permission = audit action = form intent, e.g. `article:publish`. */
  action: string;
  subjectType: string;
  subjectId: string;
  /** A sentence for people. */
  summary: string;
  detail?: Record<string, Prisma.InputJsonValue | null>;
}

/** Writes audit lines at `siteId` in the transaction of the change. */
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

export interface AuditLineView {
  siteId: string;
  id: string;
  at: Date;
  actorName: string;
  action: string;
  subjectType: string;
  subjectId: string;
  summary: string;
}

export interface AuditFilter {
  action?: string;
  subjectId?: string;
  /** Id of the last line of the page before. */
  after?: string;
}

const view = {
  siteId: true,
  id: true,
  at: true,
  actorName: true,
  action: true,
  subjectType: true,
  subjectId: true,
  summary: true,
} as const;

function where(filter: AuditFilter): Prisma.AuditLineWhereInput {
  return {
    ...(filter.action ? { action: { startsWith: filter.action } } : {}),
    ...(filter.subjectId ? { subjectId: filter.subjectId } : {}),
    ...(filter.after ? { id: { lt: filter.after } } : {}),
  };
}

function page(rows: AuditLineView[]): Page<AuditLineView> {
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: last.id } : {}) };
}

/** The log of one site, newest first. */
export async function listAuditLines(context: SiteContext, filter: AuditFilter): Promise<Page<AuditLineView>> {
  const rows = await readSite(context, (tx) =>
    tx.auditLine.findMany({
      where: { siteId: context.site.id, ...where(filter) },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
      select: view,
    }),
  );
  return page(rows);
}

/** The logs of all sites in reach, newest first. */
export async function listAuditLinesAcrossSites(
  context: Context,
  reach: Reach,
  filter: AuditFilter,
): Promise<Page<AuditLineView>> {
  const rows = await acrossSites(context, reach, (tx) =>
    tx.auditLine.findMany({ where: where(filter), orderBy: { id: 'desc' }, take: PAGE_SIZE + 1, select: view }),
  );
  return page(rows);
}
