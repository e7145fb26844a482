import type { CheckRule } from './finding';

export interface Marked {
  rule: Extract<CheckRule, 'secrecy-mark' | 'internal-wording'>;
  start: number;
  end: number;
}

/** As the head of a classified document bears them: 机密★1年, 秘密 ★, 密级：绝密. */
const MARKS =
  /(?:绝\s?密|机\s?密|秘\s?密)\s?★(?:\s?(?:\d{1,2}\s?(?:年|个月)|长期))?|密级\s?[:：]\s?(?:绝密|机密|秘密)/g;
const INTERNAL =
  /内部(?:资料|文件|材料|刊物)[，,、：:；;\s]*(?:注意保存|请勿外传|不得外传|严禁外传)|(?:请勿|不得|严禁)(?:外传|对外公开|上网)/g;

/** “上网不涉密，涉密不上网”: what must not stand on a public page. */
export function findSecrecyMarks(text: string): Marked[] {
  const found = (rule: Marked['rule'], pattern: RegExp) =>
    [...text.matchAll(pattern)].map((match) => ({ rule, start: match.index, end: match.index + match[0].length }));
  return [...found('secrecy-mark', MARKS), ...found('internal-wording', INTERNAL)];
}
