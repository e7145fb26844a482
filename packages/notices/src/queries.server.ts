import { can } from '@zhanqun/access';
import { notFound, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { demandOutbox } from './outbox-desk.server';
import { type MailState, MOST_UNREAD_COUNTED, NOTICE_KIND_LABELS, type NoticeKind } from './schema';

export interface NoticeView {
  id: string;
  siteId: string;
  kind: NoticeKind;
  label: string;
  subjectType: string;
  subjectId: string;
  summary: string;
  createdAt: Date;
  readAt: Date | null;
  /** Who did what it asked for, when it was somebody else; "" for nobody. */
  settledByName: string;
}

export interface NoticeFilter {
  isUnread?: boolean;
  /** Id of the last notice of the page before. */
  after?: string;
}

function labelOf(kind: string): string {
  return NOTICE_KIND_LABELS[kind as NoticeKind] ?? '';
}

/** The actor's own notices, newest first; of a site that they may no longer enter, that it was told but not what. */
export async function listNotices(context: Context, { isUnread, after }: NoticeFilter): Promise<Page<NoticeView>> {
  const { actor, directory } = context;
  const rows = await withPlatform({ db: context.db }, (tx) =>
    tx.notice.findMany({
      where: {
        accountId: actor.accountId,
        ...(isUnread ? { readAt: null } : {}),
        ...(after ? { id: { lt: after } } : {}),
      },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
    }),
  );
  const items = rows.slice(0, PAGE_SIZE).map(({ accountId: _, ...row }) => {
    const site = directory.find(row.siteId);
    const isOpen = site !== undefined && can(actor, 'site:view', site);
    const summary = isOpen ? row.summary : '您已不在这个站点工作，内容不再显示。';
    return { ...row, kind: row.kind as NoticeKind, label: labelOf(row.kind), summary };
  });
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: last.id } : {}) };
}

/** One of the actor's own notices. Throws NOT_FOUND for those of others. */
export async function findNotice(
  context: Context,
  noticeId: string,
): Promise<{ id: string; siteId: string; subjectId: string }> {
  const row = await withPlatform({ db: context.db }, (tx) =>
    tx.notice.findFirst({
      where: { id: noticeId, accountId: context.actor.accountId },
      select: { id: true, siteId: true, subjectId: true },
    }),
  );
  if (!row) throw notFound('通知');
  return row;
}

/** How many notices the actor has not read; `MOST_UNREAD_COUNTED` stands for that many and more. */
export async function countUnreadNotices(context: Context): Promise<number> {
  const [row] = await withPlatform(
    { db: context.db },
    (tx) => tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM (
        SELECT FROM "Notice" WHERE "accountId" = ${context.actor.accountId} AND "readAt" IS NULL
        LIMIT ${MOST_UNREAD_COUNTED}) unread`,
  );
  return row?.count ?? 0;
}

export interface MailView {
  noticeId: string;
  state: MailState;
  messageId: string | null;
  attempts: number;
  dueAt: Date;
  fault: string;
  sentAt: Date | null;
  siteId: string;
  label: string;
  summary: string;
  createdAt: Date;
  recipientName: string;
  /** Masked; "" without one. */
  address: string;
}

/** `w***@example.cn`: enough to recognise one's own. */
export function maskAddress(address: string): string {
  const [name = '', host = ''] = address.split('@');
  return host ? `${name.slice(0, 1)}***@${host}` : '';
}

/** The outbox of the group, newest first. */
export async function listMails(
  context: Context,
  { state, after }: { state?: MailState; after?: string },
): Promise<Page<MailView>> {
  demandOutbox(context);
  const rows = await withPlatform({ db: context.db }, (tx) =>
    tx.noticeMail.findMany({
      where: { ...(state ? { state } : {}), ...(after ? { noticeId: { lt: after } } : {}) },
      orderBy: { noticeId: 'desc' },
      take: PAGE_SIZE + 1,
      include: {
        notice: {
          select: {
            kind: true,
            summary: true,
            createdAt: true,
            account: { select: { displayName: true, email: true } },
          },
        },
      },
    }),
  );
  const items = rows.slice(0, PAGE_SIZE).map(({ notice: { kind, account, ...notice }, ...mail }) => ({
    ...mail,
    ...notice,
    label: labelOf(kind),
    recipientName: account.displayName,
    address: maskAddress(account.email),
  }));
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: last.noticeId } : {}) };
}
