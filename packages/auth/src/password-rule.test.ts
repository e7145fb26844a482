import { describe, expect, it } from 'vitest';
import { PASSWORD_MAX, passwordRefusal } from './password-rule';

describe('a password', () => {
  it.each([
    ['Abcd12!', false],
    ['Abcd123!', true],
    [`Aa1${'x'.repeat(PASSWORD_MAX - 3)}`, true],
    [`Aa1${'x'.repeat(PASSWORD_MAX - 2)}`, false],
  ])('%j has a length that is taken: %s', (password, isGood) => {
    expect(passwordRefusal(password, 'zhangsan') === undefined).toBe(isGood);
  });

  it.each([
    ['abcdefgh', false],
    ['abcd1234', false],
    ['ABCD1234', false],
    ['ABCDabcd', false],
    ['abcd!!!!', false],
    ['Abcd1234', true],
    ['abcd123!', true],
    ['ABCD123!', true],
    ['ABCDabc!', true],
    ['Abc123!!', true],
  ])('%j has characters of three kinds: %s', (password, isGood) => {
    expect(passwordRefusal(password, 'zhangsan') === undefined).toBe(isGood);
  });

  it('does not hold the user name, in whatever case', () => {
    expect(passwordRefusal('ZhangSan-2026', 'zhangsan')).toBe('密码不能包含用户名。');
    expect(passwordRefusal('ZhangShan-2026', 'zhangsan')).toBeUndefined();
  });
});
