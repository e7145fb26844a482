import { expect, test } from 'vitest';
import { filterPalette, type PaletteItem } from './palette-filter';

const items: PaletteItem[] = [
  { label: '信丰县人民政府', href: '/xinfeng', hint: '县区', keywords: ['xin feng xian', 'xfx', '360722'] },
  { label: '信丰县嘉定镇', href: '/jiading', hint: '乡镇', keywords: ['jiadingzhen', 'jdz'] },
  { label: '赣县区人民政府', href: '/ganxian', hint: '县区', keywords: ['ganxianqu', 'gxq'] },
  { label: '赣州市人民政府', href: '/ganzhou', hint: '市级', keywords: ['ganzhoushi', 'gzs'] },
];

function labels(query: string, limit?: number) {
  return filterPalette(items, query, limit).shown.map((item) => item.label);
}

test('an empty query keeps the given order and says how many there are', () => {
  const { shown, total } = filterPalette(items, '  ', 2);
  expect(shown.map((item) => item.href)).toEqual(['/xinfeng', '/jiading']);
  expect(total).toBe(4);
});

test('pinyin is found with and without spaces, whole or begun', () => {
  expect(labels('xinfeng')).toEqual(['信丰县人民政府']);
  expect(labels('jiad')).toEqual(['信丰县嘉定镇']);
  expect(labels('XINFENGXIAN')).toEqual(['信丰县人民政府']);
});

test('initials and the division code are found', () => {
  expect(labels('jdz')).toEqual(['信丰县嘉定镇']);
  expect(labels('360722')).toEqual(['信丰县人民政府']);
});

test('every term must match, in any order', () => {
  expect(labels('嘉定 信丰')).toEqual(['信丰县嘉定镇']);
  expect(labels('县区 gan')).toEqual(['赣县区人民政府']);
  expect(labels('信丰 赣州')).toEqual([]);
});

test('a label that begins with the term stands before one that only holds it', () => {
  const found = filterPalette(
    [
      { label: '市政府通知', href: '/1' },
      { label: '通知公告', href: '/2' },
    ],
    '通知',
  );
  expect(found.shown.map((item) => item.href)).toEqual(['/2', '/1']);
});

test('an abbreviation in Chinese characters is found in order only', () => {
  expect(labels('赣府')).toEqual(['赣县区人民政府', '赣州市人民政府']);
  expect(labels('府赣')).toEqual([]);
});

test('full-width letters are the same letters', () => {
  expect(labels('ｊｄｚ')).toEqual(['信丰县嘉定镇']);
});

test('the total counts what the limit leaves out', () => {
  expect(filterPalette(items, '人民政府', 1)).toMatchObject({ total: 3, shown: [{}] });
});
