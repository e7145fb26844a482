import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { demandOutbox } from '../outbox-desk.server';
import { type ResendMailsInput, resendMailsInput } from '../schema';

/** Puts letters that failed or lapsed back into the outbox, with the Message-ID they have. */
export async function resendMails(context: Context, input: ResendMailsInput): Promise<{ waiting: number }> {
  const { noticeIds } = parseInput(resendMailsInput, input);
  const root = demandOutbox(context);
  return withPlatform({ db: context.db, siteId: root.id }, async (tx) => {
    const { count } = await tx.noticeMail.updateMany({
      where: { noticeId: { in: noticeIds }, state: { in: ['FAILED', 'LAPSED'] } },
      data: { state: 'WAITING', attempts: 0, dueAt: context.now, fault: '' },
    });
    if (count > 0) {
      await recordAudit(tx, { ...context, siteId: root.id }, [
        { action: 'mail:manage', subjectType: 'NoticeMail', subjectId: '', summary: `重新发送 ${count} 封邮件` },
      ]);
    }
    return { waiting: count };
  });
}
