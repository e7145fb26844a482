import { findBarriers } from './accessibility';
import { CHECK_RULE_LABELS, type CheckedField, type CheckRule, type Finding, type Weight } from './finding';
import { findPersonalData } from './personal-data';
import { findSecrecyMarks } from './secrecy';

export interface CheckedText {
  title: string;
  summary: string;
  /** Markup, as `sanitiseBody` leaves it. */
  body: string;
  /** The words of the body. */
  plainText: string;
}

/** More say nothing new: the text is not ready. */
export const MOST_FINDINGS = 100;
/** Characters shown on either side of a hit. */
const AROUND = 12;

const WEIGHTS: Record<CheckRule, Weight> = {
  'mobile-number': 'BLOCK',
  'identity-number': 'BLOCK',
  'bank-card': 'BLOCK',
  'secrecy-mark': 'BLOCK',
  'internal-wording': 'WARN',
  'heading-order': 'WARN',
  'link-text': 'WARN',
  'table-header': 'WARN',
  'picture-text': 'WARN',
};

function adviceFor(rule: CheckRule): string {
  if (rule === 'secrecy-mark') return '涉密内容不得上网。请立即停止，并报告本单位的保密负责人。';
  if (rule === 'internal-wording') return '看起来是内部资料，请核实能否公开。';
  return `${CHECK_RULE_LABELS[rule]}是个人信息，请删除或隐去中间几位。`;
}

function inWords(field: CheckedField, text: string): Finding[] {
  const numbers = findPersonalData(text);
  const found = [...numbers, ...findSecrecyMarks(text).map((mark) => ({ ...mark, masked: '' }))];
  // What stands around a hit may be a number of another person.
  const masked = numbers.reduceRight(
    (shown, { start, end, masked: mask }) => shown.slice(0, start) + mask.padEnd(end - start, '*') + shown.slice(end),
    text,
  );
  return found.map(({ rule, start, end, masked: mask }) => ({
    rule,
    weight: WEIGHTS[rule],
    field,
    hit: mask || text.slice(start, end),
    context: masked.slice(Math.max(0, start - AROUND), end + AROUND),
    advice: adviceFor(rule),
  }));
}

/** All that the rules find in a text, what blocks first. Takes no longer than a few milliseconds for a long article. */
export function checkText({ title, summary, body, plainText }: CheckedText): Finding[] {
  const barriers = findBarriers(body).map(
    (barrier): Finding => ({ ...barrier, weight: WEIGHTS[barrier.rule], field: 'body', context: '' }),
  );
  const all = [...inWords('title', title), ...inWords('summary', summary), ...inWords('body', plainText), ...barriers];
  const blocks = all.filter(({ weight }) => weight === 'BLOCK');
  return [...blocks, ...all.filter(({ weight }) => weight === 'WARN')].slice(0, MOST_FINDINGS);
}
