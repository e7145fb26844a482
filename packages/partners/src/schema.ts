import { z } from 'zod';

/** Requests a minute without a key, counted by client address. */
export const ANONYMOUS_LIMIT = 60;
/** Requests a minute of a new key. */
export const DEFAULT_LIMIT = 600;
export const MAX_LIMIT = 60_000;
/** Longest time a key may be good for, years. */
export const MAX_YEARS = 5;

/** What a key looks like: 256 random bits behind a mark that secret scanners find. */
export const KEY_PATTERN = /^zq_[A-Za-z0-9_-]{43}$/;

const LIMIT_SENTENCE = `每分钟次数是 1 到 ${MAX_LIMIT} 的整数。`;
const limit = z.coerce.number(LIMIT_SENTENCE).int(LIMIT_SENTENCE).min(1, LIMIT_SENTENCE).max(MAX_LIMIT, LIMIT_SENTENCE);
const id = z.string().min(1).max(40);

export const createPartnerInput = z.object({
  name: z.string().trim().min(2, '名称至少 2 个字。').max(40, '名称最长 40 个字。'),
  unit: z.string().trim().min(2, '请填写使用单位。').max(60, '使用单位最长 60 个字。'),
  contact: z.string().trim().max(60, '联系人最长 60 个字。').default(''),
  limit: limit.default(DEFAULT_LIMIT),
  /** The last day it is good for, `2027-12-31` in Shanghai; "" for no end. */
  lastDay: z.union([z.literal(''), z.iso.date('请填写日期，例如 2027-12-31。')]).default(''),
});
export type CreatePartnerInput = z.input<typeof createPartnerInput>;

export const changePartnerLimitInput = z.object({ partnerId: id, limit });
export type ChangePartnerLimitInput = z.input<typeof changePartnerLimitInput>;

export const revokePartnerInput = z.object({ partnerId: id });
export type RevokePartnerInput = z.input<typeof revokePartnerInput>;

export type PartnerState = 'ACTIVE' | 'EXPIRED' | 'REVOKED';
export const PARTNER_STATE_LABELS: Record<PartnerState, string> = {
  ACTIVE: '有效',
  EXPIRED: '已到期',
  REVOKED: '已作废',
};
