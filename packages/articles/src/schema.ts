import { MAX_COMMENT } from '@zhanqun/review/schema';
import { z } from 'zod';

export const ARTICLE_STATES = ['DRAFT', 'PUBLISHED', 'WITHDRAWN'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];
export const ARTICLE_STATE_LABELS: Record<ArticleState, string> = {
  DRAFT: '草稿',
  PUBLISHED: '已发布',
  WITHDRAWN: '已撤回',
};

export const SCHEDULED_ACTIONS = ['PUBLISH', 'WITHDRAW'] as const;
export type ScheduledAction = (typeof SCHEDULED_ACTIONS)[number];
/** Days ahead for which something may be planned. */
export const LONGEST_AHEAD_DAYS = 366;

/** Why an item is withdrawn, as far as it decides what the public sees. */
export const WITHDRAWAL_KINDS = ['ERROR', 'EXPIRED', 'REPLACED', 'OTHER', 'SECRECY'] as const;
export type WithdrawalKind = (typeof WITHDRAWAL_KINDS)[number];
export const WITHDRAWAL_KIND_LABELS: Record<WithdrawalKind, string> = {
  ERROR: '内容有误',
  EXPIRED: '已经过期',
  REPLACED: '由另一篇代替',
  OTHER: '其他',
  SECRECY: '涉密或涉及个人信息',
};

/** What is said of an item that is valid no more. */
export const VALIDITY_ENDS = ['EXPIRED', 'ABOLISHED'] as const;
export type ValidityEnd = (typeof VALIDITY_ENDS)[number];
export const VALIDITY_END_LABELS: Record<ValidityEnd, string> = { EXPIRED: '已失效', ABOLISHED: '已废止' };

/** Characters of HTML after sanitising. */
export const MAX_BODY = 200_000;
/** Characters of HTML as sent: what is dropped in sanitising is not worth reading beyond this. */
const MAX_RAW_BODY = 1_000_000;
export const MAX_ATTACHMENTS = 20;
/** Items waiting for review: beyond this the number is not worth counting. */
export const MOST_PENDING_COUNTED = 100;

const id = z.string().min(1).max(40);
const optional = (label: string, max: number) => z.string().trim().max(max, `${label}最长 ${max} 个字。`).default('');

const textOfRevision = {
  title: z.string().trim().min(2, '标题至少 2 个字。').max(100, '标题最长 100 个字。'),
  summary: optional('摘要', 300),
  body: z.string().max(MAX_RAW_BODY, '正文太长，请分成几篇或改用附件。'),
  /** Who published it first; the site itself when left empty. */
  source: optional('来源', 60),
  author: optional('作者', 40),
  keywords: optional('关键词', 100),
  /** What it corrects of the public text; shown on the page from the day it is public. */
  correctionNote: optional('更正说明', 200),
};
const revisionInput = {
  ...textOfRevision,
  /** The facts that the type of the column asks for, by name. */
  fields: z.record(z.string().max(40), z.string().max(10_000)).default({}),
  /** File ids in their order. */
  attachments: z.array(id).max(MAX_ATTACHMENTS, `附件最多 ${MAX_ATTACHMENTS} 个。`).default([]),
};

const columnId = z.string().min(1, '请选择栏目。').max(40);

export const createArticleInput = z.object({ columnId, ...revisionInput });
export type CreateArticleInput = z.input<typeof createArticleInput>;

export const saveRevisionInput = z.object({
  articleId: id,
  /** Number of the revision the text was made from. */
  basedOnNumber: z.number().int().min(1),
  ...revisionInput,
});
export type SaveRevisionInput = z.input<typeof saveRevisionInput>;

/** Why a finding that blocks is public nevertheless. */
const passOverReason = z.string().trim().min(2, '请写明理由，至少 2 个字。').max(200, '理由最长 200 个字。').optional();

export const publishArticleInput = z.object({
  articleId: id,
  /** The latest when left out. */
  revisionNumber: z.number().int().min(1).optional(),
  passOverReason,
});
export type PublishArticleInput = z.input<typeof publishArticleInput>;

const at = z.date({ error: '请填写日期和时间，例如 2026-12-01 08:00。' });

export const scheduleArticleInput = z.object({
  articleId: id,
  /** What was read: of an item that waits already, the number that waits. */
  revisionNumber: z.number().int().min(1),
  at,
  passOverReason,
});
export type ScheduleArticleInput = z.input<typeof scheduleArticleInput>;

export const unscheduleArticleInput = z.object({ articleId: id });
export type UnscheduleArticleInput = z.input<typeof unscheduleArticleInput>;

export const submitArticleInput = z.object({
  articleId: id,
  /** What the submitter has read. */
  revisionNumber: z.number().int().min(1),
  /** When it shall be public, if not with the last approval. */
  publishAt: at.optional(),
});
export type SubmitArticleInput = z.input<typeof submitArticleInput>;

export const recallArticleInput = z.object({ articleId: id });
export type RecallArticleInput = z.input<typeof recallArticleInput>;

/** What the reviewer has read: a later submission is another review. */
const reviewId = id;

export const approveArticleInput = z.object({
  articleId: id,
  reviewId,
  level: z.number().int().min(1),
  comment: optional('意见', MAX_COMMENT),
  passOverReason,
});
export type ApproveArticleInput = z.input<typeof approveArticleInput>;

/** Decisions in one go: more than one page of the inbox holds is nobody's reading. */
export const MOST_APPROVED_AT_ONCE = 100;

export const approveArticlesInput = z.object({
  items: z
    .array(z.object({ siteId: id, articleId: id, reviewId, level: z.number().int().min(1) }))
    .min(1, '请先选择要通过的文章。')
    .max(MOST_APPROVED_AT_ONCE, `一次最多通过 ${MOST_APPROVED_AT_ONCE} 篇。`),
});
export type ApproveArticlesInput = z.input<typeof approveArticlesInput>;

/** Comments on words in one return: more are a talk, not a review. */
export const MOST_PASSAGES = 20;
export const MAX_QUOTE = 200;

/** Fields whose words may be quoted, in the order in which they are looked through. */
export const QUOTED_FIELDS = ['title', 'summary', 'body'] as const;
export type QuotedField = (typeof QUOTED_FIELDS)[number];

const passageNote = z.object({
  quote: z.string().trim().min(1, '请填写原文。').max(MAX_QUOTE, `原文最长 ${MAX_QUOTE} 个字。`),
  text: z.string().trim().min(2, '请写明意见，至少 2 个字。').max(MAX_COMMENT, `意见最长 ${MAX_COMMENT} 个字。`),
  /** Where the words were selected; without it the first place where they stand. */
  around: z
    .object({
      field: z.enum(QUOTED_FIELDS),
      nth: z.number().int().min(0).max(10_000),
      before: z.string().max(100),
      after: z.string().max(100),
    })
    .optional(),
});
export type PassageNote = z.output<typeof passageNote>;

const passageNotes = z.array(passageNote).max(MOST_PASSAGES, `一次最多 ${MOST_PASSAGES} 处。`).default([]);

export const settlePassageInput = z.object({ articleId: id, commentId: id });
export type SettlePassageInput = z.input<typeof settlePassageInput>;

export const returnArticleInput = z.object({
  articleId: id,
  reviewId,
  comment: z
    .string()
    .trim()
    .min(2, '请写明要修改什么，至少 2 个字。')
    .max(MAX_COMMENT, `意见最长 ${MAX_COMMENT} 个字。`),
  /** What is said about single words of the text. */
  passages: passageNotes,
});
export type ReturnArticleInput = z.input<typeof returnArticleInput>;

const withdrawal = z.object({
  articleId: id,
  /** For the desk and the log; visitors never read it. */
  reason: z.string().trim().min(2, '请写明撤回的原因，至少 2 个字。').max(200, '原因最长 200 个字。'),
  /** Left out, visitors learn nothing. */
  kind: z.enum(WITHDRAWAL_KINDS, { error: '请选择公众看到什么。' }).default('SECRECY'),
  /** The public item of the same site to which its address leads from then on. */
  replacedById: id.optional(),
});
function namesReplacement({ kind, replacedById }: { kind: WithdrawalKind; replacedById?: string | undefined }) {
  return (kind === 'REPLACED') === (replacedById !== undefined);
}
const NO_REPLACEMENT = { message: '请填写代替它的文章的网址。', path: ['replacedById'] };

export const forceArticleInput = z.object({
  articleId: id,
  /** What the administrator has read. */
  revisionNumber: z.number().int().min(1),
  reason: z.string().trim().min(5, '请写明为什么等不及审核，至少 5 个字。').max(200, '理由最长 200 个字。'),
  passOverReason,
});
export type ForceArticleInput = z.input<typeof forceArticleInput>;

export const withdrawArticleInput = withdrawal.refine(namesReplacement, NO_REPLACEMENT);
export type WithdrawArticleInput = z.input<typeof withdrawArticleInput>;

export const planWithdrawalInput = withdrawal.extend({ at }).refine(namesReplacement, NO_REPLACEMENT);
export type PlanWithdrawalInput = z.input<typeof planWithdrawalInput>;

export const cancelWithdrawalInput = z.object({ articleId: id });
export type CancelWithdrawalInput = z.input<typeof cancelWithdrawalInput>;

export const setValidityInput = z.object({
  articleId: id,
  /** Null for an item without an end. */
  validity: z
    .object({
      end: z.enum(VALIDITY_ENDS, { error: '请选择到期后怎样标注。' }),
      /** `2026-12-31` in Shanghai: the last valid day, or the first day of the abolition. */
      day: z.string(),
    })
    .nullable(),
});
export type SetValidityInput = z.input<typeof setValidityInput>;

/** Comments on one revision. */
export const MOST_PREVIEW_COMMENTS = 50;

export const commentOnPreviewInput = z.object({
  articleId: id,
  revisionId: id,
  name: z.string().trim().min(1, '请填写您的姓名。').max(20, '姓名最长 20 个字。'),
  text: z.string().trim().min(2, '请写明意见，至少 2 个字。').max(500, '意见最长 500 个字。'),
});
export type CommentOnPreviewInput = z.input<typeof commentOnPreviewInput>;

/** Drafts kept for one person at one site; the oldest goes first. */
export const MOST_TYPED_DRAFTS = 30;
/** Characters of all fields together: a body as it may be sent, and the rest. */
const MAX_TYPED = MAX_RAW_BODY + 50_000;

export const typedFields = z
  .array(z.tuple([z.string().max(100), z.string()]))
  .max(100)
  .refine(
    (fields) => fields.reduce((sum, [, value]) => sum + value.length, 0) <= MAX_TYPED,
    '内容太长，没有自动保存。请手动保存，或分成几篇。',
  );

export const noteTypingInput = z.object({
  /** Left out while a new item is written. */
  articleId: id.optional(),
  draft: z.object({ base: z.string().max(20), fields: typedFields }).optional(),
});
export type NoteTypingInput = z.input<typeof noteTypingInput>;

export const forgetTypedInput = z.object({ articleId: id.optional() });
export type ForgetTypedInput = z.input<typeof forgetTypedInput>;

export const moveArticleInput = z.object({ articleId: id, columnId });
export type MoveArticleInput = z.input<typeof moveArticleInput>;

export const shareArticleInput = z.object({ articleId: id });
export type ShareArticleInput = z.input<typeof shareArticleInput>;

/** Published items with their historical times, for the demonstration city only. */
export const createArticlesInBulkInput = z.object({
  articles: z
    .array(
      z.object({
        columnId: id,
        ...textOfRevision,
        /** File ids in their order. */
        attachments: z.array(id).max(MAX_ATTACHMENTS).default([]),
        firstPublishedAt: z.date().optional(),
      }),
    )
    .max(1000),
});
export type CreateArticlesInBulkInput = z.input<typeof createArticlesInBulkInput>;
