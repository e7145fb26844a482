import { randomUUID } from 'node:crypto';
import { type Permission, ROLE_PERMISSIONS } from '@zhanqun/access';
import type { Database } from '@zhanqun/db';
import { defineRecurring, type JobKind } from '@zhanqun/jobs/server';
import { ROLES } from '@zhanqun/kit';
import { withPlatform } from '@zhanqun/tenancy/server';
import type { Letter, Post } from './mail.server';
import { MAIL_LAPSES_DAYS, NOTICE_KIND_LABELS, NOTICE_KINDS, type NoticeKind } from './schema';

const EVERY_MS = 5_000;
/** Letters of one claim. */
const AT_ONCE = 20;
const MOST_ATTEMPTS = 8;
/** A letter that was claimed and not heard of for so long is claimed again: its process has died. */
const CLAIM_MS = 120_000;
const FIRST_DELAY_MS = 60_000;
const LONGEST_DELAY_MS = 6 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

export interface ToldNotice {
  noticeId: string;
  siteId: string;
  subjectType: string;
  subjectId: string;
}

export interface SendMailsOptions {
  post: Post;
  /** Right of the @ in a Message-ID. */
  host: string;
  /** Address and name of the place where a notice leads. */
  placeOf(notice: ToldNotice): { url: string; siteName: string };
  /** Milliseconds until a claim is given up; for tests. */
  claimMs?: number;
}

interface Claimed extends ToldNotice {
  messageId: string;
  attempts: number;
  email: string;
  kind: NoticeKind;
  summary: string;
}

/** A minute before the second attempt, four times as long before each next one, at most six hours. */
export function mailDelay(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 4 ** (attempts - 1), LONGEST_DELAY_MS);
}

/** Sends what waits in the outbox. Registered only where a mail server is set. */
export function sendMailsJob(options: SendMailsOptions): JobKind {
  return defineRecurring({
    name: 'notices:send-mails',
    label: '发送通知邮件',
    everyMs: EVERY_MS,
    run: async ({ signal }, { db, now }) => {
      await lapse(db, now);
      await sendBatch(db, options, signal);
    },
  });
}

/** News that is old is not sent: the outbox may have been off for a month. */
async function lapse(db: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - MAIL_LAPSES_DAYS * DAY_MS);
  await withPlatform({ db }, (tx) =>
    tx.noticeMail.updateMany({
      where: { state: 'WAITING', attempts: 0, dueAt: { lt: before } },
      data: { state: 'LAPSED' },
    }),
  );
}

/** Roles with the right to do what a kind of notice asks for. */
const ASKED_OF: Partial<Record<NoticeKind, Permission>> = {
  REVIEW_WAITS: 'article:review',
  LATER_WAITS: 'article:review',
  REVIEW_STRANDED: 'account:manage',
};

function rolesFor(kind: NoticeKind): string[] {
  return ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(ASKED_OF[kind] ?? 'site:view'));
}

/**
 * A letter says what the notice says: whoever lost the right since it was written gets none. The right is that of the
 * moment of sending: a role at the site or over it, for what asks somebody to review also that of whoever lent it.
 */
async function dropUnentitled(db: Database): Promise<void> {
  const roles = NOTICE_KINDS.flatMap((kind) => rolesFor(kind).map((role) => ({ kind, role })));
  await withPlatform(
    { db },
    (tx) => tx.$executeRaw`
      UPDATE "NoticeMail" m SET state = 'LAPSED', fault = '收件人已没有这里的权限'
      FROM "Notice" n
      WHERE n.id = m."noticeId" AND m.state = 'WAITING' AND m."dueAt" <= now() AND NOT EXISTS (
        SELECT FROM "Grant" g
        JOIN json_to_recordset(${JSON.stringify(roles)}::json) AS r(kind text, role text)
          ON r.kind = n.kind AND r.role = g.role::text
        WHERE (g."accountId" = n."accountId" OR (n.kind IN ('REVIEW_WAITS', 'LATER_WAITS') AND EXISTS (
            SELECT FROM "ReviewDeputy" d JOIN "Account" p ON p.id = d."principalId" AND p.state = 'ACTIVE'
            WHERE d."deputyId" = n."accountId" AND d."principalId" = g."accountId"
              AND d."fromAt" <= now() AND d."untilAt" > now())))
          AND (g."siteId" = n."siteId" OR (g.subtree AND EXISTS (
            SELECT FROM "SiteLineage" l WHERE l."siteId" = n."siteId" AND l."ancestorId" = g."siteId"))))`,
  );
}

/**
 * Claims letters, sends each and says so. A process that dies in between leaves a letter claimed until `CLAIM_MS` are
 * over; it is then sent again with the Message-ID that was recorded with its first claim. One batch a run, and none of
 * it after a server that does not answer: the runner has other work. Returns how many were claimed.
 */
export async function sendBatch(db: Database, options: SendMailsOptions, signal?: AbortSignal): Promise<number> {
  await dropUnentitled(db);
  const claimed = await claim(db, options);
  let away: unknown;
  for (const letter of claimed) {
    if (signal?.aborted) break;
    const fault =
      away ??
      (await options.post(letterOf(letter, options)).then(
        () => undefined,
        (error: unknown) => error,
      ));
    if (fault !== undefined && !isAnswered(fault)) away = fault;
    await (fault === undefined ? markSent(db, letter) : markFault(db, letter, fault));
  }
  return claimed.length;
}

/** Whether the server itself said no, rather than nothing. */
function isAnswered(fault: unknown): boolean {
  return (fault as { responseCode?: number }).responseCode !== undefined;
}

async function claim(db: Database, { host, claimMs = CLAIM_MS }: SendMailsOptions): Promise<Claimed[]> {
  return withPlatform({ db }, async (tx) => {
    // Recorded and committed before anything leaves this machine.
    const ids = Array.from({ length: AT_ONCE }, () => `<${randomUUID()}@${host}>`);
    return tx.$queryRaw<Claimed[]>`
      WITH due AS (
        SELECT m."noticeId", n."siteId", n."subjectType", n."subjectId", n.kind, n.summary, a.email,
          row_number() OVER () AS place
        FROM (SELECT "noticeId" FROM "NoticeMail"
          WHERE state IN ('WAITING', 'SENDING') AND "dueAt" <= now()
            AND EXISTS (SELECT FROM "Notice" n JOIN "Account" a ON a.id = n."accountId"
              WHERE n.id = "noticeId" AND a.email <> '' AND a.state = 'ACTIVE')
          ORDER BY "dueAt", "noticeId" FOR UPDATE SKIP LOCKED LIMIT ${AT_ONCE}::int) m
        JOIN "Notice" n ON n.id = m."noticeId" JOIN "Account" a ON a.id = n."accountId")
      UPDATE "NoticeMail" m SET state = 'SENDING', attempts = m.attempts + 1,
        "messageId" = coalesce(m."messageId", (${ids}::text[])[due.place]),
        "dueAt" = now() + ${claimMs}::int * interval '1 millisecond'
      FROM due WHERE m."noticeId" = due."noticeId"
      RETURNING m."noticeId", m."messageId", m.attempts, due."siteId", due."subjectType", due."subjectId", due.kind,
        due.summary, due.email`;
  });
}

function letterOf(notice: Claimed, { placeOf }: SendMailsOptions): Letter {
  const { url, siteName } = placeOf(notice);
  const label = NOTICE_KIND_LABELS[notice.kind] ?? '通知';
  return {
    messageId: notice.messageId,
    to: notice.email,
    subject: `${label}（${siteName}）`,
    text: `${notice.summary}\n\n站点：${siteName}\n打开：${url}\n\n这封邮件由站群管理平台自动发出，请不要回复。\n`,
  };
}

async function markSent(db: Database, { noticeId }: Claimed): Promise<void> {
  await withPlatform(
    { db },
    (tx) => tx.$executeRaw`
      UPDATE "NoticeMail" SET state = 'SENT', "sentAt" = now(), fault = '' WHERE "noticeId" = ${noticeId}`,
  );
}

/** Whether the server will never take a letter for this address. */
function isRefusedForGood(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500;
}

async function markFault(db: Database, { noticeId, attempts }: Claimed, error: unknown): Promise<void> {
  const isLast = attempts >= MOST_ATTEMPTS || isRefusedForGood(error);
  // What a server says may name the recipient.
  const fault = (error instanceof Error ? error.message : String(error))
    .replace(/[^\s<>:]+@[^\s<>]+/g, '…')
    .slice(0, 300);
  await withPlatform(
    { db },
    (tx) => tx.$executeRaw`
      UPDATE "NoticeMail" SET state = ${isLast ? 'FAILED' : 'WAITING'}::"MailState", fault = ${fault},
        "dueAt" = now() + ${isLast ? 0 : mailDelay(attempts)}::int * interval '1 millisecond'
      WHERE "noticeId" = ${noticeId} AND state = 'SENDING'`,
  );
}

/** Forgets notices after half a year, and letters that are done with after a month. */
export async function sweepNotices(db: Database, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await withPlatform({ db }, async (tx) => {
    await tx.notice.deleteMany({ where: { createdAt: { lt: before(180) } } });
    await tx.noticeMail.deleteMany({ where: { state: { in: ['SENT', 'LAPSED'] }, dueAt: { lt: before(30) } } });
  });
}
