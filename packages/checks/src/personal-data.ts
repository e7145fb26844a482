import type { CheckRule } from './finding';

export interface Span {
  rule: CheckRule;
  start: number;
  end: number;
  /** As it may be shown. */
  masked: string;
}

/** Full-width digits and signs as plain ones, each in its place. */
function halfWidth(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ－＋　]/g, (sign) =>
    sign === '　' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );
}

/** Weights and check signs of GB 11643-1999. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_SIGNS = '10X98765432';

/** Whether the last sign of an identity number of 18 is the one that its other digits lead to. */
export function isIdentityNumber(number: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return CHECK_SIGNS[sum % 11] === number[17]?.toUpperCase();
}

/** The check digit of ISO/IEC 7812. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...number].reverse().entries()) {
    const value = index % 2 === 1 ? Number(digit) * 2 : Number(digit);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

interface Kind {
  rule: CheckRule;
  /** With gaps as people write them; `(?<!\d)` and `(?!\d)` keep it from parts of longer numbers. */
  pattern: RegExp;
  isReal(digits: string): boolean;
  mask(digits: string): string;
}

const stars = (count: number) => '*'.repeat(count);

/** Masked as a city's circular asks (domain §9.2). The longer kinds first: a number is told once. */
const KINDS: Kind[] = [
  {
    rule: 'identity-number',
    pattern:
      /(?<![\dA-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?![\dA-Za-z])/g,
    isReal: isIdentityNumber,
    mask: (digits) => digits.slice(0, 2) + stars(13) + digits.slice(-3),
  },
  {
    rule: 'bank-card',
    pattern: /(?<!\d)(?:62|60|4\d|5[1-5]|3[47])\d{2}(?:[ -]?\d{4}){2}[ -]?\d{3,4}(?:[ -]?\d{1,3})?(?!\d)/g,
    isReal: (digits) => digits.length >= 15 && digits.length <= 19 && passesLuhn(digits),
    mask: (digits) => digits.slice(0, 4) + stars(digits.length - 8) + digits.slice(-4),
  },
  {
    rule: 'mobile-number',
    pattern: /(?<!\d)(?:(?:00)?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g,
    isReal: () => true,
    mask: (digits) => digits.slice(-11, -8) + stars(4) + digits.slice(-4),
  },
];

/** Numbers of persons in a text, in their order. Masked ones (`138****1234`) are none. */
export function findPersonalData(text: string): Span[] {
  let plain = halfWidth(text);
  const spans: Span[] = [];
  for (const { rule, pattern, isReal, mask } of KINDS) {
    // What is told already is no part of another kind.
    plain = plain.replace(pattern, (found: string, start: number) => {
      const digits = found.replace(/[ -]/g, '');
      if (!isReal(digits)) return found;
      spans.push({ rule, start, end: start + found.length, masked: mask(digits) });
      return '*'.repeat(found.length);
    });
  }
  return spans.sort((a, b) => a.start - b.start);
}
