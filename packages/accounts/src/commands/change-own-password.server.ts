import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { passwordRefusal } from '@zhanqun/auth/password';
import { hashPassword, verifyCredentials } from '@zhanqun/auth/server';
import { DomainError, isDomainError, notFound } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { type ChangeOwnPasswordInput, changeOwnPasswordInput } from '../schema';

function invalid(field: string, sentence: string): DomainError {
  return new DomainError('INVALID', '请检查标出的项目。', { [field]: [sentence] });
}

/**
 * Changes the actor's own password and ends their other sessions; `sessionKey` is the one they are in. Wrong old
 * passwords count like failed sign-ins, so that a stolen session does not become a place to guess.
 */
export async function changeOwnPassword(
  context: Context,
  input: ChangeOwnPasswordInput,
  sessionKey: string,
): Promise<void> {
  const { oldPassword, newPassword } = parseInput(changeOwnPasswordInput, input);
  const { db, actor, now } = context;
  const account = await withPlatform({ db }, (tx) =>
    tx.account.findUnique({ where: { id: actor.accountId }, select: { id: true, username: true, homeSiteId: true } }),
  );
  if (!account) throw notFound('账号');
  const refusal = passwordRefusal(newPassword, account.username);
  if (refusal) throw invalid('newPassword', refusal);
  if (newPassword.normalize('NFKC') === oldPassword.normalize('NFKC')) {
    throw invalid('newPassword', '新密码不能与原密码相同。');
  }
  try {
    await verifyCredentials(
      db,
      { username: account.username, password: oldPassword, address: `own-password:${account.id}` },
      now,
    );
  } catch (error) {
    if (isDomainError(error) && error.code === 'UNAUTHENTICATED') throw invalid('oldPassword', '原密码不正确。');
    throw error;
  }
  const passwordHash = await hashPassword(newPassword);
  await withPlatform({ db, siteId: account.homeSiteId }, async (tx) => {
    await tx.account.updateMany({
      where: { id: account.id },
      data: { passwordHash, passwordState: 'CHOSEN', passwordChangedAt: now, updatedAt: now },
    });
    await tx.session.deleteMany({ where: { accountId: account.id, id: { not: sessionKey } } });
    await recordAudit(tx, { ...context, siteId: account.homeSiteId }, [
      { action: 'account:manage', subjectType: 'Account', subjectId: account.id, summary: '修改自己的密码' },
    ]);
  });
}
