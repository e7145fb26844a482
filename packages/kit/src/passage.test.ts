import { describe, expect, it } from 'vitest';
import { passageAt, passageFinder } from './passage';

function found(text: string, words: string, nth: number, changed: string): string | undefined {
  let start = -1;
  for (let count = 0; count <= nth; count++) start = text.indexOf(words, start + 1);
  const span = passageFinder(changed)(passageAt(text, start, start + words.length));
  return span && `${changed.slice(0, span.start)}[${changed.slice(span.start, span.end)}]${changed.slice(span.end)}`;
}

describe('finding a passage again', () => {
  it.each([
    ['where nothing changed', '请带身份证原件。', '身份证', 0, '请带身份证原件。', '请带[身份证]原件。'],
    ['behind new words', '请带身份证原件。', '身份证', 0, '注意：请带身份证原件。', '注意：请带[身份证]原件。'],
    ['the second of two', '甲乙，甲乙', '甲乙', 1, '甲乙，甲乙', '甲乙，[甲乙]'],
    ['by what stands around it', '早上甲乙班，晚上甲乙班', '甲乙', 1, '晚上甲乙班', '晚上[甲乙]班'],
    ['over other white space', '一行\n身份 证', '身份 证', 0, '一行 身份\u00a0\n证。', '一行 [身份\u00a0\n证]。'],
    ['through what nobody sees', '敏感词', '敏感词', 0, '这是敏\u200b感词', '这是[敏\u200b感词]'],
    ['not where the words are gone', '请带身份证。', '身份证', 0, '请带证件。', undefined],
    ['nowhere for no words', '甲 乙', ' ', 0, '甲 乙', undefined],
  ])('%s', (_what, text, words, nth, changed, marked) => {
    expect(found(text, words, nth, changed)).toBe(marked);
  });
});
