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
};

/** What blocks is not public until somebody with the right to has passed over it; a warning is only told. */
export type Weight = 'BLOCK' | 'WARN';

export const WEIGHT_LABELS: Record<Weight, string> = { BLOCK: '必须处理', WARN: '请留意' };

export type CheckedField = 'title' | 'summary' | 'body' | 'source' | 'author' | 'keywords' | 'correctionNote';

export const CHECKED_FIELD_LABELS: Record<CheckedField, string> = {
  title: '标题',
  summary: '摘要',
  body: '正文',
  source: '来源',
  author: '作者',
  keywords: '关键词',
  correctionNote: '更正说明',
};

/** The words of the whole group, or those of one site. */
export const WORD_LISTS = ['GROUP', 'SITE'] as const;
export type WordListName = (typeof WORD_LISTS)[number];
export const WORD_LIST_LABELS: Record<WordListName, string> = { GROUP: '全市词库', SITE: '本站词库' };

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
}
