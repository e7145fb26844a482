import type { Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { NoticeKind } from './schema';

export interface NewNotice {
  kind: NoticeKind;
  accountIds: readonly string[];
  subjectType: 'Article';
  subjectId: string;
  /** A sentence for the one who gets it. */
  summary: string;
}

/**
 * Tells people, in the transaction of what is told: both are there, or neither. Whoever did it is told nothing, and
 * nobody twice. The letter of each notice waits in the outbox.
 */
export async function recordNotices(
  tx: Transaction,
  { site, actor, now }: SiteContext,
  { accountIds, ...notice }: NewNotice,
): Promise<void> {
  const told = [...new Set(accountIds)].filter((accountId) => accountId !== actor.accountId && accountId !== 'system');
  if (told.length === 0) return;
  const rows = told.map((accountId) => ({
    ...notice,
    id: newId(now.getTime()),
    siteId: site.id,
    accountId,
    createdAt: now,
  }));
  await tx.notice.createMany({ data: rows });
  await tx.noticeMail.createMany({ data: rows.map(({ id }) => ({ noticeId: id, siteId: site.id, dueAt: now })) });
}

/** Who was asked for it has nothing to do any more: done by the actor, or no longer to be done. In its transaction. */
export async function settleNotices(
  tx: Transaction,
  { actor, now }: Pick<SiteContext, 'actor' | 'now'>,
  { kind, subjectId }: Pick<NewNotice, 'kind' | 'subjectId'>,
): Promise<void> {
  await tx.$executeRaw`SELECT settle_notices(${kind}, ${subjectId}, ${actor.accountId}, ${actor.name}, ${now})`;
}
