import type { Transaction } from '@zhanqun/db';
import {
  acrossSites,
  type Context,
  readSite,
  type SiteContext,
  type SiteRecord,
  withSite,
} from '@zhanqun/tenancy/server';

/** Seals looked at in one statement: on the embedded database everybody else waits for it. */
const SLICE = 2_000;

/** A place in the chain of a site as it was noted outside. */
export interface AuditHead {
  seq: number;
  /** Hexadecimal. */
  hash: string;
}

export interface AuditBreak {
  kind:
    | 'LINE_CHANGED'
    | 'LINE_MISSING'
    | 'LINE_UNSEALED'
    | 'SEAL_CHANGED'
    | 'SEAL_MISSING'
    | 'ORDER_CHANGED'
    | 'HEAD_MISSING'
    | 'HEAD_CHANGED';
  /** The place in the chain; 0 for a line that has none. */
  seq: number;
  lineId: string;
  /** What is wrong, for people. */
  sentence: string;
}

export interface AuditVerdict {
  /** Lines found whole, from the first on. */
  lines: number;
  /** The last of them. */
  head: AuditHead;
  /** When the first was written. */
  since: Date | undefined;
  /** The first broken place. */
  broken: AuditBreak | undefined;
}

interface Judged {
  size: number;
  seq: number;
  hash: string;
  brokenSeq: number | null;
  kind: 'LINE_CHANGED' | 'LINE_MISSING' | 'SEAL_CHANGED' | 'SEAL_MISSING' | null;
  lineId: string | null;
}

/** The next slice of the chain, judged by the database itself. */
async function judge(tx: Transaction, siteId: string, after: AuditHead): Promise<Judged | undefined> {
  const [row] = await tx.$queryRaw<Judged[]>`
    WITH slice AS (
      SELECT s.seq, s."lineId", s.digest, s.hash, s."sealedAt", l.id AS found,
        CASE WHEN l.id IS NOT NULL THEN audit_line_digest(l) END AS actual,
        lag(s.hash, 1, decode(${after.hash}, 'hex')) OVER (ORDER BY s.seq) AS previous,
        lag(s.seq, 1, ${after.seq}::int) OVER (ORDER BY s.seq) + 1 AS expected
      FROM (SELECT * FROM "AuditSeal" WHERE "siteId" = ${siteId} AND seq > ${after.seq}::int ORDER BY seq
        LIMIT ${SLICE}::int) s
      LEFT JOIN "AuditLine" l ON l."siteId" = ${siteId} AND l.id = s."lineId"),
    judged AS (
      SELECT *, CASE WHEN seq <> expected THEN 'SEAL_MISSING' WHEN found IS NULL THEN 'LINE_MISSING'
        WHEN hash <> audit_seal_hash(previous, digest, seq, "sealedAt") THEN 'SEAL_CHANGED'
        WHEN actual <> digest THEN 'LINE_CHANGED' END AS kind FROM slice)
    SELECT t.size, t.seq, encode((SELECT hash FROM judged j WHERE j.seq = t.seq), 'hex') AS hash,
      b.expected AS "brokenSeq", b.kind, b."lineId"
    FROM (SELECT count(*)::int AS size, max(seq) AS seq FROM judged) t
    LEFT JOIN (SELECT * FROM judged WHERE kind IS NOT NULL ORDER BY seq LIMIT 1) b ON true
    WHERE t.size > 0`;
  return row;
}

/** Whether what stands at this place is another line of the site: then the two have changed places. */
async function isOtherLine(tx: Transaction, siteId: string, seq: number): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM "AuditSeal" s JOIN "AuditLine" l ON l."siteId" = s."siteId" AND l.id = s."lineId"
      JOIN "AuditSeal" o ON o."siteId" = s."siteId" AND o.seq <> s.seq
      WHERE s."siteId" = ${siteId} AND s.seq = ${seq}::int AND o.digest = audit_line_digest(l)) AS found`;
  return row?.found === true;
}

const SENTENCES: Record<AuditBreak['kind'], (seq: number) => string> = {
  LINE_CHANGED: (seq) => `第 ${seq} 条日志的内容被改动过。`,
  LINE_MISSING: (seq) => `第 ${seq} 条日志不见了。`,
  LINE_UNSEALED: () => '有一条日志没有封存，是绕过程序写进来的。',
  SEAL_CHANGED: (seq) => `第 ${seq} 条日志的封存与前一条接不上：封存被改写，或次序被调换。`,
  SEAL_MISSING: (seq) => `第 ${seq} 条日志的封存不见了。`,
  ORDER_CHANGED: (seq) => `第 ${seq} 条日志与另一条调换了位置。`,
  HEAD_MISSING: (seq) => `记下的第 ${seq} 条日志已经没有了：末尾被截去。`,
  HEAD_CHANGED: (seq) => `第 ${seq} 条日志与当时记下的不同：这一条或更早的被整段重写。`,
};

function breakAt(kind: AuditBreak['kind'], seq: number, lineId: string): AuditBreak {
  return { kind, seq, lineId, sentence: SENTENCES[kind](seq) };
}

/** A line beside the chain. Lines come with their seals, so that one look sees as many of both. */
async function findUnsealed(tx: Transaction, siteId: string): Promise<AuditBreak | undefined> {
  const [count] = await tx.$queryRaw<{ lines: number; seals: number }[]>`
    SELECT (SELECT count(*)::int FROM "AuditLine" WHERE "siteId" = ${siteId}) AS lines,
      (SELECT count(*)::int FROM "AuditSeal" WHERE "siteId" = ${siteId}) AS seals`;
  if (count?.lines === count?.seals) return undefined;
  const [line] = await tx.$queryRaw<{ id: string }[]>`
    SELECT l.id FROM "AuditLine" l WHERE l."siteId" = ${siteId} AND NOT EXISTS (
      SELECT FROM "AuditSeal" s WHERE s."siteId" = l."siteId" AND s."lineId" = l.id) ORDER BY l.id LIMIT 1`;
  return line && breakAt('LINE_UNSEALED', 0, line.id);
}

async function findLostHead(tx: Transaction, siteId: string, heads: AuditHead[]): Promise<AuditBreak | undefined> {
  for (const { seq, hash } of heads) {
    if (seq === 0) continue;
    const seal = await tx.auditSeal.findUnique({ where: { siteId_seq: { siteId, seq } } });
    if (!seal) return breakAt('HEAD_MISSING', seq, '');
    if (Buffer.from(seal.hash).toString('hex') !== hash) return breakAt('HEAD_CHANGED', seq, seal.lineId);
  }
  return undefined;
}

async function walk(context: SiteContext): Promise<AuditVerdict> {
  const siteId = context.site.id;
  let head: AuditHead = { seq: 0, hash: '' };
  for (;;) {
    const slice = await readSite(context, async (tx) => {
      const judged = await judge(tx, siteId, head);
      if (!judged?.kind || judged.brokenSeq === null) return judged && { judged };
      const isMoved = judged.kind === 'LINE_CHANGED' && (await isOtherLine(tx, siteId, judged.brokenSeq));
      const kind = isMoved ? 'ORDER_CHANGED' : judged.kind;
      return { judged, broken: breakAt(kind, judged.brokenSeq, judged.lineId ?? '') };
    });
    if (!slice) return { lines: head.seq, head, since: undefined, broken: undefined };
    const { judged, broken } = slice;
    if (broken) return { lines: broken.seq - 1, head, since: undefined, broken };
    head = { seq: judged.seq, hash: judged.hash };
  }
}

/**
 * Proves the log of a site from its first line on, and that it still holds what the last check and `expected` saw at
 * its end: a chain that was cut off or written anew is whole in itself. The outcome is kept for the log's page.
 */
export async function verifyAudit(context: SiteContext, expected: AuditHead[] = []): Promise<AuditVerdict> {
  const siteId = context.site.id;
  const walked = await walk(context);
  const verdict = await readSite(context, async (tx): Promise<AuditVerdict> => {
    const first = await tx.auditSeal.findUnique({ where: { siteId_seq: { siteId, seq: 1 } } });
    const line = first && (await tx.auditLine.findUnique({ where: { siteId_id: { siteId, id: first.lineId } } }));
    const last = await tx.auditCheck.findUnique({ where: { siteId } });
    const seen = last ? [{ seq: last.lines, hash: Buffer.from(last.hash).toString('hex') }] : [];
    const broken =
      walked.broken ?? (await findUnsealed(tx, siteId)) ?? (await findLostHead(tx, siteId, [...seen, ...expected]));
    return { ...walked, since: line?.at, broken };
  });
  await withSite(context, async (tx) => {
    const found = { checkedAt: context.now, problem: verdict.broken?.sentence ?? '', sinceAt: verdict.since ?? null };
    // What was seen when all was whole is what the next check holds the log against.
    const seen = { lines: verdict.head.seq, hash: Buffer.from(verdict.head.hash, 'hex') };
    await tx.auditCheck.upsert({
      where: { siteId },
      create: verdict.broken ? { siteId, ...found, lines: 0, hash: Buffer.alloc(0) } : { siteId, ...found, ...seen },
      update: verdict.broken ? found : { ...found, ...seen },
    });
  });
  return verdict;
}

/** Sites whose log was not checked since then. */
export async function findSitesToVerify(context: Context, since: Date): Promise<SiteRecord[]> {
  const reach = { roots: [context.directory.root()?.id ?? ''], sites: [] };
  const done = await acrossSites(context, reach, (tx) =>
    tx.auditCheck.findMany({ where: { checkedAt: { gte: since } }, select: { siteId: true } }),
  );
  const fresh = new Set(done.map(({ siteId }) => siteId));
  return context.directory.all().filter((site) => !fresh.has(site.id));
}
