import { findBarriers } from './accessibility';
import {
  CHECK_RULE_LABELS,
  type CheckedField,
  type CheckRule,
  type Finding,
  type RuleWeights,
  USUAL_WEIGHTS,
  type Weight,
} from './finding';
import { missingIn } from './missing';
import { findPersonalData, type Span } from './personal-data';
import { findSecrecyMarks } from './secrecy';
import { wordsOfBody } from './words';

/** Everything of an article that is public. `body` is markup, as `sanitiseBody` leaves it. */
export type CheckedText = Record<Exclude<CheckedField, 'correctionNote' | 'record' | 'attachments'>, string> & {
  correctionNote?: string;
  attachments?: readonly { name: string }[];
  /** Addresses in the body that lead to nothing a visitor may see. */
  deadLinks?: readonly string[];
  /** The facts that its type asks for, as one line of words. */
  record?: string;
};

/** More say nothing new: the text is not ready. */
export const MOST_FINDINGS = 100;
/** Characters shown on either side of a hit. */
const AROUND = 12;

/** The fields that are one line of words. */
const LINES = ['title', 'summary', 'source', 'author', 'keywords', 'correctionNote', 'record'] as const;

function adviceFor(rule: CheckRule): string {
  if (rule === 'secrecy-mark') return '涉密内容不得上网。请立即停止，并报告本单位的保密负责人。';
  if (rule === 'internal-wording') return '看起来是内部资料，请核实能否公开。';
  return `${CHECK_RULE_LABELS[rule]}是个人信息，请删除或隐去中间几位。`;
}

/** A text with the numbers in it masked, each place kept. */
function maskedText(text: string, numbers: readonly Span[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, masked } of numbers) {
    parts.push(text.slice(from, start), masked.padEnd(end - start, '*'));
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}

/** A listed word in a text, with what its list says of it. */
export type WordFound = Pick<Finding, 'rule' | 'weight' | 'advice' | 'suggestion' | 'list'> & {
  start: number;
  end: number;
};
export type FindWords = (text: string) => WordFound[];

interface Found {
  start: number;
  end: number;
  /** Shown instead of the words themselves. */
  masked?: string;
  told: Pick<Finding, 'rule' | 'weight' | 'advice' | 'suggestion' | 'list'>;
}

function weightOf(weights: RuleWeights, rule: CheckRule, listed: Weight = 'WARN'): Weight {
  const weight = weights[rule];
  return weight === 'LISTED' ? listed : weight;
}

interface Means {
  findWords: FindWords;
  weights: RuleWeights;
}

function inWords(field: CheckedField, text: string, { findWords, weights }: Means): Finding[] {
  const numbers = findPersonalData(text);
  const byRule = (rule: CheckRule) => ({ rule, weight: weightOf(weights, rule), advice: adviceFor(rule) });
  const found: Found[] = [
    ...numbers.map(({ rule, ...span }) => ({ ...span, told: byRule(rule) })),
    ...findSecrecyMarks(text).map(({ rule, ...span }) => ({ ...span, told: byRule(rule) })),
    ...findWords(text).map(({ start, end, ...told }) => ({
      start,
      end,
      told: { ...told, weight: weightOf(weights, told.rule, told.weight) },
    })),
  ];
  const blocks = found.filter(({ told }) => told.weight === 'BLOCK');
  const first = [...blocks, ...found.filter(({ told }) => told.weight === 'WARN')].slice(0, MOST_FINDINGS);
  // What stands around a hit may be a number of another person.
  const shown = maskedText(text, numbers);
  return first.map(({ told, start, end, masked }) => ({
    ...told,
    field,
    hit: masked ?? shown.slice(start, end),
    context: shown.slice(Math.max(0, start - AROUND), end + AROUND).replace(/\s+/g, ' '),
    place: { start, end },
  }));
}

/** The text with all numbers of persons masked, for lines that are kept. */
export function withoutPersonalData(text: string): string {
  return maskedText(text, findPersonalData(text));
}

/** All that the rules find in a text, what blocks first; the time it takes grows with its length and no faster. */
export function findingsIn(text: CheckedText, findWords: FindWords, weights: RuleWeights = USUAL_WEIGHTS): Finding[] {
  const { body } = text;
  const means = { findWords, weights };
  const plain = [...findBarriers(body).map((barrier) => ({ ...barrier, field: 'body' as const })), ...missingIn(text)];
  const barriers = plain.map((one): Finding => ({ ...one, weight: weightOf(weights, one.rule), context: '' }));
  const names = (text.attachments ?? []).flatMap(({ name }) => inWords('attachments', name, means));
  const inLines = LINES.flatMap((field) => inWords(field, text[field] ?? '', means));
  const all = [...inLines, ...names, ...inWords('body', wordsOfBody(body), means), ...barriers];
  const blocks = all.filter(({ weight }) => weight === 'BLOCK');
  return [...blocks, ...all.filter(({ weight }) => weight === 'WARN')].slice(0, MOST_FINDINGS);
}
