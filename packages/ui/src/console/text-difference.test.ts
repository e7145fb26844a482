import { expect, test } from 'vitest';
import { compareLines } from './text-difference';

function marked(left: string, right: string) {
  const compared = compareLines(left, right);
  const texts = (lines: { text: string; differs: boolean }[]) =>
    lines.filter((line) => line.differs).map((l) => l.text);
  return [texts(compared.left), texts(compared.right)];
}

test('equal texts have no marked line', () => {
  expect(marked('一\n二', '一\n二')).toEqual([[], []]);
});

test('an inserted line is marked on its side only', () => {
  expect(marked('一\n三', '一\n二\n三')).toEqual([[], ['二']]);
});

test('a changed line is marked on both sides', () => {
  expect(marked('一\n旧\n三', '一\n新\n三')).toEqual([['旧'], ['新']]);
});

test('a moved line counts as a difference, since order is content', () => {
  expect(marked('甲\n乙', '乙\n甲').flat()).toHaveLength(2);
});

test('both texts stay whole', () => {
  const { left, right } = compareLines('一\n\n二', '');
  expect(left.map((line) => line.text).join('\n')).toBe('一\n\n二');
  expect(right.map((line) => line.text)).toEqual(['']);
});
