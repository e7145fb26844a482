import { z } from 'zod';

export const NOTICE_KINDS = [
  'REVIEW_WAITS',
  'REVIEW_RETURNED',
  'REVIEW_PASSED',
  'REVIEW_RECALLED',
  'REVIEW_ENDED',
  'REVIEW_STRANDED',
  'LATER_WAITS',
  'LATER_CONFIRMED',
  'LATER_OBJECTED',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
export const NOTICE_KIND_LABELS: Record<NoticeKind, string> = {
  REVIEW_WAITS: '待您审核',
  REVIEW_RETURNED: '退回修改',
  REVIEW_PASSED: '审核通过',
  REVIEW_RECALLED: '已收回',
  REVIEW_ENDED: '审核终止',
  REVIEW_STRANDED: '无人审核',
  LATER_WAITS: '事后补审',
  LATER_CONFIRMED: '补审无误',
  LATER_OBJECTED: '补审有问题',
};

export type MailState = 'WAITING' | 'SENDING' | 'SENT' | 'FAILED' | 'LAPSED';
export const MAIL_STATES = ['WAITING', 'SENDING', 'SENT', 'FAILED', 'LAPSED'] as const satisfies MailState[];
export const MAIL_STATE_LABELS: Record<MailState, string> = {
  WAITING: '等待发送',
  SENDING: '正在发送',
  SENT: '已发送',
  FAILED: '没有发出',
  LAPSED: '过期未发',
};

/** Unread notices: beyond this the number is not worth counting. */
export const MOST_UNREAD_COUNTED = 100;
/** News older than that is not sent any more, days. */
export const MAIL_LAPSES_DAYS = 3;

const id = z.string().min(1).max(40);

export const readNoticesInput = z.object({
  /** All that are unread when left out. */
  noticeIds: z.array(id).max(100, '一次最多 100 条。').optional(),
});
export type ReadNoticesInput = z.input<typeof readNoticesInput>;

export const resendMailsInput = z.object({
  noticeIds: z.array(id).min(1, '请先选择要重发的邮件。').max(100, '一次最多 100 封。'),
});
export type ResendMailsInput = z.input<typeof resendMailsInput>;
