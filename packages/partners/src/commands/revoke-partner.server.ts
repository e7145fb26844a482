import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { demandPartners } from '../partner-desk.server';
import { type RevokePartnerInput, revokePartnerInput } from '../schema';

/** Makes a key worthless, for good. */
export async function revokePartner(context: Context, input: RevokePartnerInput): Promise<void> {
  const { partnerId } = parseInput(revokePartnerInput, input);
  const root = demandPartners(context);
  await withPlatform({ db: context.db, siteId: root.id }, async (tx) => {
    const partner = await tx.partner.findUnique({ where: { id: partnerId }, select: { name: true } });
    if (!partner) throw notFound('密钥');
    const { count } = await tx.partner.updateMany({
      where: { id: partnerId, revokedAt: null },
      data: { revokedAt: context.now },
    });
    if (count === 0) throw new DomainError('CONFLICT', '这个密钥已经作废。');
    await recordAudit(tx, { ...context, siteId: root.id }, [
      {
        action: 'partner:manage',
        subjectType: 'Partner',
        subjectId: partnerId,
        summary: `作废接口密钥“${partner.name}”`,
      },
    ]);
  });
}
