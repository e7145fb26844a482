import { z } from 'zod';

/** Whoever may review at the site, or only whoever may through a grant from a site above it. */
export const REVIEW_PLACES = ['SITE', 'ABOVE'] as const;
export type ReviewPlace = (typeof REVIEW_PLACES)[number];
export const REVIEW_PLACE_LABELS: Record<ReviewPlace, string> = {
  SITE: '本站审核员',
  ABOVE: '上级站点的审核员',
};

export type ReviewState = 'OPEN' | 'PASSED' | 'RETURNED' | 'RECALLED' | 'ENDED';

export type ReviewDecision = 'SUBMIT' | 'APPROVE' | 'RETURN' | 'RECALL' | 'END';
export const REVIEW_DECISION_LABELS: Record<ReviewDecision, string> = {
  SUBMIT: '提交审核',
  APPROVE: '审核通过',
  RETURN: '退回修改',
  RECALL: '收回',
  END: '终止',
};

/** Three reviews are the rule for what is sensitive (三审三校); five leave room for a county above a town. */
export const MOST_LEVELS = 5;
export const MAX_COMMENT = 500;

export const reviewLevel = z.object({
  name: z.string().trim().min(2, '名称至少 2 个字。').max(20, '名称最长 20 个字。'),
  place: z.enum(REVIEW_PLACES, { error: '请选择由谁审核。' }),
});
export type ReviewLevel = z.output<typeof reviewLevel>;
export const reviewLevels = z.array(reviewLevel).max(MOST_LEVELS, `审核最多 ${MOST_LEVELS} 级。`);

/** `3 级：初审、复审、终审`. */
export function describeLevels(levels: readonly ReviewLevel[]): string {
  return levels.length === 0 ? '不需要审核' : `${levels.length} 级：${levels.map(({ name }) => name).join('、')}`;
}

/** How many levels there are of a place; of those above a site nobody at the site may take one away. */
export function countLevels(levels: readonly ReviewLevel[], place: ReviewPlace): number {
  return levels.filter((level) => level.place === place).length;
}

const columnId = z.string().min(1).max(40).optional();

/** As a chain is set: no name twice. */
export const reviewChainLevels = reviewLevels.superRefine((levels, context) => {
  for (const [index, { name }] of levels.entries()) {
    if (levels.findIndex((one) => one.name === name) === index) continue;
    context.addIssue({ code: 'custom', path: [index, 'name'], message: '各级的名称不能相同。' });
  }
});

/** What a look afterwards may find. */
export const LATER_DECISIONS = ['CONFIRMED', 'OBJECTED'] as const;

export const decideLaterReviewInput = z
  .object({
    laterReviewId: z.string().min(1).max(40),
    decision: z.enum(LATER_DECISIONS),
    comment: z.string().trim().max(MAX_COMMENT, `意见最长 ${MAX_COMMENT} 个字。`).default(''),
  })
  .refine(({ decision, comment }) => decision === 'CONFIRMED' || comment.length >= 2, {
    path: ['comment'],
    message: '请写明有什么问题，至少 2 个字。',
  });
export type DecideLaterReviewInput = z.input<typeof decideLaterReviewInput>;

export const setReviewChainInput = z.object({
  /** The column that gets its own chain; the whole site without it. */
  columnId,
  levels: reviewChainLevels,
  /** Of the chain that was read; 0 when there was none. */
  version: z.number().int().min(0),
});
export type SetReviewChainInput = z.input<typeof setReviewChainInput>;

export const dropReviewChainInput = z.object({ columnId: z.string().min(1).max(40) });
export type DropReviewChainInput = z.input<typeof dropReviewChainInput>;

/** Days for which a deputy may be named in one go. */
export const LONGEST_ABSENCE_DAYS = 92;
const DAY_MS = 24 * 3_600_000;

const time = z.date({ error: '请填写日期和时间。' });

export const nameDeputyInput = z
  .object({
    deputyId: z.string().min(1, '请选择代理人。').max(40),
    fromAt: time,
    untilAt: time,
    reason: z.string().trim().min(2, '请写明理由，至少 2 个字。').max(100, '理由最长 100 个字。'),
  })
  .superRefine(({ fromAt, untilAt }, context) => {
    const days = (untilAt.getTime() - fromAt.getTime()) / DAY_MS;
    const message =
      days <= 0
        ? '结束的时间要在开始以后。'
        : days > LONGEST_ABSENCE_DAYS
          ? `一次最多 ${LONGEST_ABSENCE_DAYS} 天。`
          : undefined;
    if (message) context.addIssue({ code: 'custom', path: ['untilAt'], message });
  });
export type NameDeputyInput = z.input<typeof nameDeputyInput>;

export const endDeputyInput = z.object({ id: z.string().min(1).max(40) });
export type EndDeputyInput = z.input<typeof endDeputyInput>;
