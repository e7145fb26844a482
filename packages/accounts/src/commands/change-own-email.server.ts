import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { notFound } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { type ChangeOwnEmailInput, changeOwnEmailInput } from '../schema';

/** Sets where the actor's notices are sent. The log says that it changed, not to what. */
export async function changeOwnEmail(context: Context, input: ChangeOwnEmailInput): Promise<void> {
  const { email } = parseInput(changeOwnEmailInput, input);
  const { db, actor, directory, now } = context;
  const home = directory.find(actor.homeSiteId);
  if (!home) throw notFound('账号');
  await withPlatform({ db, siteId: home.id }, async (tx) => {
    const { count } = await tx.account.updateMany({
      where: { id: actor.accountId, email: { not: email } },
      data: { email, updatedAt: now },
    });
    if (count === 0) return;
    const summary = email === '' ? '删除自己的通知邮箱' : '修改自己的通知邮箱';
    await recordAudit(tx, { ...context, siteId: home.id }, [
      { action: 'account:manage', subjectType: 'Account', subjectId: actor.accountId, summary },
    ]);
  });
}
