import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { notFound } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { changeAccount } from '../account-desk.server';
import { type EndSessionInput, endSessionInput } from '../schema';

/** Ends one session of the actor's own, or of an account that they may manage. */
export async function endSession(context: Context, input: EndSessionInput): Promise<void> {
  const { sessionKey } = parseInput(endSessionInput, input);
  const { db, actor } = context;
  const session = await withPlatform({ db }, (tx) =>
    tx.session.findUnique({
      where: { id: sessionKey },
      select: { accountId: true, account: { select: { homeSiteId: true } } },
    }),
  );
  if (!session) throw notFound('会话');
  if (session.accountId === actor.accountId) {
    const { homeSiteId } = session.account;
    await withPlatform({ db, siteId: homeSiteId }, async (tx) => {
      await tx.session.deleteMany({ where: { id: sessionKey, accountId: actor.accountId } });
      await recordAudit(tx, { ...context, siteId: homeSiteId }, [
        { action: 'account:manage', subjectType: 'Account', subjectId: actor.accountId, summary: '结束自己的一个会话' },
      ]);
    });
    return;
  }
  await changeAccount(context, session.accountId, async (tx, account) => {
    await tx.session.deleteMany({ where: { id: sessionKey, accountId: account.id } });
    return { entries: [{ summary: `结束“${account.username}”的一个会话` }], result: undefined };
  });
}
