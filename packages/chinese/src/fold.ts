import { Converter } from 'opencc-js/t2cn';

let simplify: ((text: string) => string) | undefined;
const folded = new Map<string, string>();

/**
 * One character as it is compared: compatibility forms opened (NFKC), lower case, Simplified. Character by
 * character, so that an index, a query and a highlight always agree, whatever stands beside it.
 */
export function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  simplify ??= Converter({ from: 't', to: 'cn' });
  const plain = /\p{Surrogate}|\0/u.test(character) ? ' ' : character.normalize('NFKC').toLowerCase();
  const result = [...plain].map((one) => (/\p{Script=Han}/u.test(one) ? (simplify?.(one) ?? one) : one)).join('');
  // Unicode has some 150,000 characters; a page that sends them all shall not stay in memory.
  if (folded.size < 30_000) folded.set(character, result);
  return result;
}

export function foldText(text: string): string {
  let result = '';
  for (const character of text) result += foldCharacter(character);
  return result;
}
