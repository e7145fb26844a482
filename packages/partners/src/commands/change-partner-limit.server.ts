import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { demandPartners } from '../partner-desk.server';
import { type ChangePartnerLimitInput, changePartnerLimitInput } from '../schema';

/** Changes how many requests a minute a key is good for. */
export async function changePartnerLimit(context: Context, input: ChangePartnerLimitInput): Promise<void> {
  const { partnerId, limit } = parseInput(changePartnerLimitInput, input);
  const root = demandPartners(context);
  await withPlatform({ db: context.db, siteId: root.id }, async (tx) => {
    const partner = await tx.partner.findUnique({
      where: { id: partnerId },
      select: { name: true, limit: true, revokedAt: true },
    });
    if (!partner) throw notFound('密钥');
    if (partner.revokedAt) throw new DomainError('CONFLICT', '这个密钥已经作废，不能再修改。');
    if (partner.limit === limit) return;
    await tx.partner.updateMany({ where: { id: partnerId }, data: { limit } });
    await recordAudit(tx, { ...context, siteId: root.id }, [
      {
        action: 'partner:manage',
        subjectType: 'Partner',
        subjectId: partnerId,
        summary: `接口密钥“${partner.name}”由每分钟 ${partner.limit} 次改为 ${limit} 次`,
        detail: { from: partner.limit, to: limit },
      },
    ]);
  });
}
