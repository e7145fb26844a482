/** Rules by which a text is checked before it is public (domain §9.2). */
export const CHECK_RULES = [
  'mobile-number',
  'identity-number',
  'bank-card',
  'secrecy-mark',
  'internal-wording',
  'sensitive-word',
  'error-prone-word',
  'heading-order',
  'link-text',
  'table-header',
  'picture-text',
  'missing-source',
  'attachment-name',
  'dead-link',
] as const;
export type CheckRule = (typeof CHECK_RULES)[number];

export const CHECK_RULE_LABELS: Record<CheckRule, string> = {
  'mobile-number': '手机号码',
  'identity-number': '身份证号码',
  'bank-card': '银行卡号',
  'secrecy-mark': '密级标志',
  'internal-wording': '内部用语',
  'sensitive-word': '敏感词',
  'error-prone-word': '易错词',
  'heading-order': '小标题层次',
  'link-text': '链接文字',
  'table-header': '表格表头',
  'picture-text': '图片替代文字',
  'missing-source': '来源',
  'attachment-name': '附件名称',
  'dead-link': '站内链接',
};

export interface RuleGroup {
  label: string;
  rules: readonly CheckRule[];
}

export const RULE_GROUPS: readonly RuleGroup[] = [
  { label: '个人信息', rules: ['mobile-number', 'identity-number', 'bank-card'] },
  { label: '保密', rules: ['secrecy-mark', 'internal-wording'] },
  { label: '词库', rules: ['sensitive-word', 'error-prone-word'] },
  { label: '无障碍', rules: ['heading-order', 'link-text', 'table-header', 'picture-text'] },
  { label: '必填信息', rules: ['missing-source', 'attachment-name'] },
  { label: '链接', rules: ['dead-link'] },
];

/** What blocks is not public until somebody with the right to has passed over it; a warning is only told. */
export type Weight = 'BLOCK' | 'WARN';

export const WEIGHT_LABELS: Record<Weight, string> = { BLOCK: '必须处理', WARN: '请留意' };

/** A rule weighs the same for every hit; one of words may leave it to each word of the list. */
export type RuleWeight = Weight | 'LISTED';
export type RuleWeights = Readonly<Record<CheckRule, RuleWeight>>;

export const RULE_WEIGHT_LABELS: Record<RuleWeight, string> = { LISTED: '按词条', BLOCK: '拦截', WARN: '提醒' };

/** As long as the city office has not set anything else. */
export const USUAL_WEIGHTS: RuleWeights = {
  'mobile-number': 'BLOCK',
  'identity-number': 'BLOCK',
  'bank-card': 'BLOCK',
  'secrecy-mark': 'BLOCK',
  'internal-wording': 'WARN',
  'sensitive-word': 'LISTED',
  'error-prone-word': 'LISTED',
  'heading-order': 'WARN',
  'link-text': 'WARN',
  'table-header': 'WARN',
  'picture-text': 'WARN',
  'missing-source': 'BLOCK',
  'attachment-name': 'WARN',
  'dead-link': 'WARN',
};

/** What a rule may weigh. */
export function weightsOpenTo(rule: CheckRule): readonly RuleWeight[] {
  return USUAL_WEIGHTS[rule] === 'LISTED' ? ['LISTED', 'BLOCK', 'WARN'] : ['BLOCK', 'WARN'];
}

export type CheckedField =
  | 'title'
  | 'summary'
  | 'body'
  | 'source'
  | 'author'
  | 'keywords'
  | 'correctionNote'
  | 'record'
  | 'attachments';

export const CHECKED_FIELD_LABELS: Record<CheckedField, string> = {
  title: '标题',
  summary: '摘要',
  body: '正文',
  source: '来源',
  author: '作者',
  keywords: '关键词',
  correctionNote: '更正说明',
  attachments: '附件',
  record: '文件信息',
};

/** The words of the whole group, or those of one site. */
export const WORD_LISTS = ['GROUP', 'SITE'] as const;
export type WordListName = (typeof WORD_LISTS)[number];
export const WORD_LIST_LABELS: Record<WordListName, string> = { GROUP: '全市词库', SITE: '本站词库' };

/** Blocks and marks of a body that a rule is about. */
export type BodyPart = 'heading' | 'link' | 'table' | 'picture';

/** Where a finding stands: in the words of its field (`wordsOfBody` for the body), or which part of the body it is, from 0. */
export type FindingPlace = { start: number; end: number } | { part: BodyPart; index: number };

export interface Finding {
  rule: CheckRule;
  weight: Weight;
  field: CheckedField;
  /** What was found, personal data masked: kept as evidence and shown. */
  hit: string;
  /** The words around it, masked as well; empty where the hit says all. */
  context: string;
  /** What to do, as a sentence. */
  advice: string;
  /** The wording to put in its place. */
  suggestion?: string;
  /** The version of the list of words that it was found with. */
  list?: { name: WordListName; version: number };
  /** None where something is missing, and for names of files. */
  place?: FindingPlace;
}
