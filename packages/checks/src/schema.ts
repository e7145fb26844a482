import { z } from 'zod';
import { CHECK_RULES, type CheckRule, type RuleWeight, type Weight, WORD_LISTS, weightsOpenTo } from './finding';

export const WORD_KINDS = ['SENSITIVE', 'ERROR_PRONE', 'EXEMPT'] as const;
export type WordKind = (typeof WORD_KINDS)[number];
export const WORD_KIND_LABELS: Record<WordKind, string> = {
  SENSITIVE: '敏感词',
  ERROR_PRONE: '易错词',
  EXEMPT: '豁免语句',
};

export const WORD_WEIGHTS = ['BLOCK', 'WARN'] as const satisfies readonly Weight[];
/** As people name them in a list. */
export const WORD_WEIGHT_LABELS: Record<Weight, string> = { BLOCK: '拦截', WARN: '提醒' };

/** Words that stand in a list at most. */
export const MOST_WORDS = { GROUP: 100_000, SITE: 5_000 } as const;
export const MAX_WORD_ROWS = 50_000;
export const MAX_WORD_BYTES = 5 * 1024 * 1024;
export const MAX_PHRASE = 40;

const id = z.string().min(1).max(40);
const flag = z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean());

export const wordFields = z
  .object({
    phrase: z
      .string()
      .trim()
      .min(2, '词语至少 2 个字：单字会在许多无关的词里出现。')
      .max(MAX_PHRASE, `词语最长 ${MAX_PHRASE} 个字。`)
      .refine((phrase) => !/[\n\r]/.test(phrase), '词语写在一行里。'),
    kind: z.enum(WORD_KINDS, '请选择类别。'),
    suggestion: z.string().trim().max(60, '正确写法最长 60 个字。').default(''),
    weight: z.enum(WORD_WEIGHTS, '请选择拦截或提醒。').default('WARN'),
    mayExempt: flag.default(false),
    note: z.string().trim().max(200, '说明最长 200 个字。').default(''),
  })
  .superRefine(({ kind, suggestion }, context) => {
    if (kind !== 'ERROR_PRONE' || suggestion !== '') return;
    context.addIssue({ code: 'custom', path: ['suggestion'], message: '请填写易错词的正确写法。' });
  });
export type WordFields = z.input<typeof wordFields>;

const list = z.enum(WORD_LISTS);

export const addWordInput = z.object({ list, word: wordFields });
export type AddWordInput = z.input<typeof addWordInput>;

export const changeWordInput = z.object({ list, wordId: id, word: wordFields });
export type ChangeWordInput = z.input<typeof changeWordInput>;

export const removeWordsInput = z.object({
  list,
  wordIds: z.array(id).min(1, '请先勾选要删除的词。').max(200, '一次最多删除 200 个词。'),
});
export type RemoveWordsInput = z.input<typeof removeWordsInput>;

export const IMPORT_MODES = ['ADD', 'REPLACE'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];
export const IMPORT_MODE_LABELS: Record<ImportMode, string> = {
  ADD: '加进现有的词库，同一个词以表格为准',
  REPLACE: '整个换成表格里的，表格里没有的词删除',
};

/** One line of an imported list, as typed. */
export interface WordRow {
  line: number;
  kind: string;
  phrase: string;
  suggestion: string;
  weight: string;
  mayExempt: string;
  note: string;
}

export const importWordsInput = z.object({
  list,
  mode: z.enum(IMPORT_MODES, '请选择怎样导入。'),
  /** Of the list that was seen when the table was made. */
  version: z.number().int().min(0),
  rows: z
    .array(z.custom<WordRow>((row) => typeof row === 'object' && row !== null))
    .min(1, '表里没有词。')
    .max(MAX_WORD_ROWS, `一次最多导入 ${MAX_WORD_ROWS} 行。`),
});
export type ImportWordsInput = z.input<typeof importWordsInput>;

const weightOfRule = (rule: CheckRule) =>
  z.enum(weightsOpenTo(rule) as [RuleWeight, ...RuleWeight[]], '请选择拦截或提醒。');

export const setCheckRulesInput = z.object({
  weights: z.object(
    Object.fromEntries(CHECK_RULES.map((rule) => [rule, weightOfRule(rule)])) as Record<
      CheckRule,
      ReturnType<typeof weightOfRule>
    >,
  ),
  /** Of the rules that were read; 0 when there were none. */
  version: z.number().int().min(0),
});
export type SetCheckRulesInput = z.input<typeof setCheckRulesInput>;

/** The list's filter as it stands in the address: whatever is not valid is left out, never refused. */
export const wordFilter = z.object({
  q: z.string().trim().max(MAX_PHRASE).optional().catch(undefined),
  kind: z.enum(WORD_KINDS).optional().catch(undefined),
  after: z.string().max(40).optional().catch(undefined),
});
export type WordFilter = z.input<typeof wordFilter>;
