import { notFound, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { demandPartners } from './partner-desk.server';
import type { PartnerState } from './schema';

export interface PartnerView {
  id: string;
  name: string;
  unit: string;
  contact: string;
  keyStart: string;
  /** Requests a minute. */
  limit: number;
  state: PartnerState;
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** To the hour. */
  lastUsedAt: Date | null;
  createdByName: string;
  createdAt: Date;
}

const view = {
  id: true,
  name: true,
  unit: true,
  contact: true,
  keyStart: true,
  limit: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
  createdByName: true,
  createdAt: true,
} as const;

/** Whether a key is good at that time. */
export function partnerState(key: { expiresAt: Date | null; revokedAt: Date | null }, now: Date): PartnerState {
  if (key.revokedAt) return 'REVOKED';
  return key.expiresAt && key.expiresAt <= now ? 'EXPIRED' : 'ACTIVE';
}

/** All keys ever given, the newest first. */
export async function listPartners(context: Context, { after }: { after?: string } = {}): Promise<Page<PartnerView>> {
  demandPartners(context);
  const rows = await withPlatform({ db: context.db }, (tx) =>
    tx.partner.findMany({
      ...(after ? { where: { id: { lt: after } } } : {}),
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
      select: view,
    }),
  );
  const items = rows.slice(0, PAGE_SIZE).map((row) => ({ ...row, state: partnerState(row, context.now) }));
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: last.id } : {}) };
}

/** Throws NOT_FOUND. */
export async function getPartner(context: Context, partnerId: string): Promise<PartnerView> {
  demandPartners(context);
  const row = await withPlatform({ db: context.db }, (tx) =>
    tx.partner.findUnique({ where: { id: partnerId }, select: view }),
  );
  if (!row) throw notFound('密钥');
  return { ...row, state: partnerState(row, context.now) };
}
