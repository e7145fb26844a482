import { expect, test } from 'vitest';
import { listHref, nextSort, readSort } from './list-address';

test('a change of the question starts again at the first page', () => {
  expect(listHref('?q=%E4%BF%A1&after=k9&level=town', { level: 'county' })).toBe('?q=%E4%BF%A1&level=county');
});

test('null and the empty text remove a parameter', () => {
  expect(listHref('?a=1&b=2', { a: null, b: '' })).toBe('?');
});

test('the address decides the sort, else the list does', () => {
  expect(readSort('-name', undefined)).toEqual({ key: 'name', descending: true });
  expect(readSort(null, { key: 'date', descending: true })).toEqual({ key: 'date', descending: true });
});

test('a second click on the sorted column turns it round', () => {
  expect(nextSort('name', undefined)).toBe('name');
  expect(nextSort('name', { key: 'name', descending: false })).toBe('-name');
  expect(nextSort('name', { key: 'name', descending: true })).toBe('name');
});
