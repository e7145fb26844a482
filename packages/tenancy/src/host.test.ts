import { describe, expect, it } from 'vitest';
import { LABEL_PATTERN, parseHost } from './host';

describe('parseHost', () => {
  it.each([
    ['east.city.test', { host: 'east.city.test', port: '', isAddress: false }],
    ['EAST.City.Test', { host: 'east.city.test', port: '', isAddress: false }],
    ['east.city.test.', { host: 'east.city.test', port: '', isAddress: false }],
    ['east.city.test:3000', { host: 'east.city.test', port: '3000', isAddress: false }],
    ['east.city.test.:3000', { host: 'east.city.test', port: '3000', isAddress: false }],
    ['east.city.test:65535', { host: 'east.city.test', port: '65535', isAddress: false }],
    ['localhost:3000', { host: 'localhost', port: '3000', isAddress: false }],
    ['东县.政务', { host: 'xn--xhq40l.xn--zfr164b', port: '', isAddress: false }],
    ['xn--xhq40l.xn--zfr164b', { host: 'xn--xhq40l.xn--zfr164b', port: '', isAddress: false }],
    ['东县。政务:80', { host: 'xn--xhq40l.xn--zfr164b', port: '80', isAddress: false }],
    ['127.0.0.1:3000', { host: '127.0.0.1', port: '3000', isAddress: true }],
    ['[::1]', { host: '::1', port: '', isAddress: true }],
    ['[2001:DB8::1]:8080', { host: '2001:db8::1', port: '8080', isAddress: true }],
    [' east.city.test ', { host: 'east.city.test', port: '', isAddress: false }],
  ])('reads %s', (raw, expected) => {
    expect(parseHost(raw)).toEqual(expected);
  });

  it.each([
    undefined,
    '',
    '.',
    '..',
    'a..b',
    '-a.test',
    'a.test/path',
    'user@a.test',
    'a b.test',
    'a.test:port',
    'a.test:123456',
    'localhost:65536',
    'localhost:99999',
    '[::1]:65536',
    '[::1',
    '::1',
    '[zz]',
    'a.test?x',
    'a.test#x',
    'a\\b.test',
    `${'a'.repeat(64)}.test`,
    `${'a.'.repeat(160)}test`,
    'a'.repeat(301),
    '<script>.test',
    'a%00.test',
  ])('refuses %j', (raw) => {
    expect(parseHost(raw)).toBeUndefined();
  });
});

describe('LABEL_PATTERN', () => {
  it.each(['a', 'a1', '1a', 'a-b', 'a'.repeat(63)])('takes %s', (label) => {
    expect(LABEL_PATTERN.test(label)).toBe(true);
  });
  it.each(['', '-a', 'a-', 'A', 'a_b', 'a.b', '东', 'a'.repeat(64)])('refuses %j', (label) => {
    expect(LABEL_PATTERN.test(label)).toBe(false);
  });
});
