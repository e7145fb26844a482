import type { Prisma, Transaction } from '@zhanqun/db';
import { escapeLike, idsFrom, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { acrossSites, type Context, type Reach, readSite, type SiteContext } from '@zhanqun/tenancy/server';
import type { AuditHead } from './verify-audit.server';

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

/** A line with all that it says, and its place in the chain. */
export interface AuditEvidence extends AuditLineView {
  actorId: string;
  /** Undefined for a line that stands beside the chain. */
  seq: number | undefined;
  /** Hexadecimal. */
  hash: string;
}

export interface AuditFilter {
  /** One action, or the first half of several. */
  action?: string | undefined;
  subjectId?: string | undefined;
  /** The whole name of a person. */
  actorName?: string | undefined;
  /** Words of the sentence. */
  text?: string | undefined;
  from?: Date | undefined;
  /** Not itself. */
  until?: Date | undefined;
  siteId?: string | undefined;
  /** Id of the last line of the page before. */
  after?: string | undefined;
}

/** Lines of an exported page. */
export const EVIDENCE_SIZE = 500;

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

function where({ action, subjectId, actorName, text, from, until, siteId, after }: AuditFilter) {
  // Ids sort by time, so that a span of time is a span of the key.
  const before = [...(after ? [after] : []), ...(until ? [idsFrom(until.getTime())] : [])].sort()[0];
  return {
    ...(siteId ? { siteId } : {}),
    ...(action ? { action: { startsWith: action } } : {}),
    ...(subjectId ? { subjectId } : {}),
    ...(actorName ? { actorName } : {}),
    ...(text ? { summary: { contains: escapeLike(text), mode: 'insensitive' } } : {}),
    id: { ...(before ? { lt: before } : {}), ...(from ? { gte: idsFrom(from.getTime()) } : {}) },
  } satisfies Prisma.AuditLineWhereInput;
}

function page<T extends { id: string }>(rows: T[], size: number): Page<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, ...(rows.length > size && last ? { next: last.id } : {}) };
}

async function lines(tx: Transaction, filter: AuditFilter): Promise<Page<AuditLineView>> {
  const rows = await tx.auditLine.findMany({
    where: where(filter),
    orderBy: { id: 'desc' },
    take: PAGE_SIZE + 1,
    select: view,
  });
  return page(rows, PAGE_SIZE);
}

async function evidence(tx: Transaction, filter: AuditFilter): Promise<Page<AuditEvidence>> {
  const rows = await tx.auditLine.findMany({
    where: where(filter),
    orderBy: { id: 'desc' },
    take: EVIDENCE_SIZE + 1,
    select: { ...view, actorId: true },
  });
  const seals = await tx.auditSeal.findMany({
    where: { siteId: { in: [...new Set(rows.map((row) => row.siteId))] }, lineId: { in: rows.map((row) => row.id) } },
    select: { siteId: true, lineId: true, seq: true, hash: true },
  });
  const sealOf = new Map(seals.map((seal) => [`${seal.siteId} ${seal.lineId}`, seal]));
  return page(
    rows.map((row) => {
      const seal = sealOf.get(`${row.siteId} ${row.id}`);
      return { ...row, seq: seal?.seq, hash: seal ? Buffer.from(seal.hash).toString('hex') : '' };
    }),
    EVIDENCE_SIZE,
  );
}

/** The log of one site, newest first. */
export async function listAuditLines(context: SiteContext, filter: AuditFilter): Promise<Page<AuditLineView>> {
  return readSite(context, (tx) => lines(tx, { ...filter, siteId: context.site.id }));
}

/** The logs of all sites in reach, newest first. */
export async function listAuditLinesAcrossSites(
  context: Context,
  reach: Reach,
  filter: AuditFilter,
): Promise<Page<AuditLineView>> {
  return acrossSites(context, reach, (tx) => lines(tx, filter));
}

/** The log of one site as a file has it, newest first. */
export async function listAuditEvidence(context: SiteContext, filter: AuditFilter): Promise<Page<AuditEvidence>> {
  return readSite(context, (tx) => evidence(tx, { ...filter, siteId: context.site.id }));
}

export async function listAuditEvidenceAcrossSites(
  context: Context,
  reach: Reach,
  filter: AuditFilter,
): Promise<Page<AuditEvidence>> {
  return acrossSites(context, reach, (tx) => evidence(tx, filter));
}

/** What the last checks of the log found. */
export interface AuditState {
  /** Sites whose log was checked. */
  sites: number;
  lines: number;
  /** The longest ago of their checks; undefined before the first. */
  checkedAt: Date | undefined;
  /** The first line that was checked. */
  since: Date | undefined;
  /** What is not whole. */
  broken: { siteId: string; problem: string }[];
}

async function state(tx: Transaction, siteId?: string): Promise<AuditState> {
  const chosen = siteId ? { siteId } : {};
  const all = await tx.auditCheck.aggregate({
    where: chosen,
    _count: { siteId: true },
    _sum: { lines: true },
    _min: { checkedAt: true, sinceAt: true },
  });
  const broken = await tx.auditCheck.findMany({
    where: { ...chosen, problem: { not: '' } },
    select: { siteId: true, problem: true },
    orderBy: { siteId: 'asc' },
    take: PAGE_SIZE,
  });
  return {
    sites: all._count.siteId,
    lines: all._sum.lines ?? 0,
    checkedAt: all._min.checkedAt ?? undefined,
    since: all._min.sinceAt ?? undefined,
    broken,
  };
}

export async function getAuditState(context: SiteContext): Promise<AuditState> {
  return readSite(context, (tx) => state(tx, context.site.id));
}

export async function getAuditStateAcrossSites(context: Context, reach: Reach): Promise<AuditState> {
  return acrossSites(context, reach, (tx) => state(tx));
}

/** The end of a site's chain as of now, to be kept outside. */
export async function getAuditHead(context: SiteContext): Promise<AuditHead> {
  const last = await readSite(context, (tx) =>
    tx.auditSeal.findFirst({ where: { siteId: context.site.id }, orderBy: { seq: 'desc' } }),
  );
  return { seq: last?.seq ?? 0, hash: last ? Buffer.from(last.hash).toString('hex') : '' };
}
