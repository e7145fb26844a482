import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, newId } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { hashOfKey, newKey, startOfKey } from '../key.server';
import { demandPartners } from '../partner-desk.server';
import { type CreatePartnerInput, createPartnerInput, MAX_YEARS } from '../schema';

/** The moment after the last day, in Shanghai. */
function endOf(lastDay: string, now: Date): Date | null {
  if (!lastDay) return null;
  const end = new Date(Date.parse(`${lastDay}T00:00:00+08:00`) + 86_400_000);
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + MAX_YEARS);
  if (end > now && end <= latest) return end;
  const sentence = end > now ? `有效期最长 ${MAX_YEARS} 年。` : '有效期不能早于今天。';
  throw new DomainError('INVALID', '请检查标出的项目。', { lastDay: [sentence] });
}

/** Gives a unit a key of its own for the read interfaces. The key is in the answer and nowhere else. */
export async function createPartner(
  context: Context,
  input: CreatePartnerInput,
): Promise<{ partnerId: string; key: string }> {
  const { lastDay, ...partner } = parseInput(createPartnerInput, input);
  const root = demandPartners(context);
  const { actor, now } = context;
  const expiresAt = endOf(lastDay, now);
  const key = newKey();
  const id = newId(now.getTime());
  await withPlatform({ db: context.db, siteId: root.id }, async (tx) => {
    await tx.partner.createMany({
      data: [
        {
          ...partner,
          id,
          keyHash: hashOfKey(key),
          keyStart: startOfKey(key),
          expiresAt,
          createdById: actor.accountId,
          createdByName: actor.name,
          createdAt: now,
        },
      ],
    });
    await recordAudit(tx, { ...context, siteId: root.id }, [
      {
        action: 'partner:manage',
        subjectType: 'Partner',
        subjectId: id,
        summary: `创建接口密钥“${partner.name}”，每分钟 ${partner.limit} 次`,
        detail: { unit: partner.unit, limit: partner.limit, lastDay },
      },
    ]);
  });
  return { partnerId: id, key };
}
