import { describe, expect, it } from 'vitest';
import { findPersonalData, isIdentityNumber, passesLuhn } from './personal-data';

const found = (text: string) => findPersonalData(text).map(({ rule, masked }) => `${rule} ${masked}`);

describe('numbers of persons', () => {
  it.each([
    ['联系人张三，13812345678。', 'mobile-number 138****5678'],
    ['电话 138 1234 5678', 'mobile-number 138****5678'],
    ['电话 138-1234-5678', 'mobile-number 138****5678'],
    ['全角１３８１２３４５６７８也一样', 'mobile-number 138****5678'],
    // The examples of GB 11643-1999.
    ['身份证11010519491231002X', 'identity-number 11*************02X'],
    ['身份证 110105 19491231 002x', 'identity-number 11*************02x'],
    ['440524188001010014', 'identity-number 44*************014'],
    // Published test numbers of card networks.
    ['卡号 4111 1111 1111 1111', 'bank-card 4111********1111'],
    ['卡号6200000000000005', 'bank-card 6200********0005'],
    ['卡号6205500000000000004', 'bank-card 6205***********0004'],
  ])('are found in “%s” and masked', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it.each([
    ['a number that is masked', '138****1234，36*************123'],
    ['a wrong check sign', '身份证110105194912310021'],
    ['a month that is none', '身份证11010519491331002X'],
    ['a wrong check digit of a card', '卡号4111111111111112'],
    ['a part of a longer number', '项目编号 2026138123456789012345'],
    ['a telephone of the office', '值班电话 0797-8123456、12345'],
    ['a document number and a date', '赣市府发〔2026〕12号，2026-11-23 08:00'],
    ['a social credit code', '91360702MA35XXXX1K'],
    ['an index number', '014502345/2026-00138'],
  ])('are not %s', (_what, text) => {
    expect(found(text)).toEqual([]);
  });

  it('are all told, in their order, each once', () => {
    expect(found('甲13812345678，乙11010519491231002X，丙13987654321')).toEqual([
      'mobile-number 138****5678',
      'identity-number 11*************02X',
      'mobile-number 139****4321',
    ]);
  });
});

describe('check digits', () => {
  it('of identity numbers change with every digit', () => {
    const number = '11010519491231002X';
    expect(isIdentityNumber(number)).toBe(true);
    for (let at = 0; at < 17; at++) {
      const digit = (Number(number[at]) + 1) % 10;
      expect(isIdentityNumber(number.slice(0, at) + digit + number.slice(at + 1)), `place ${at}`).toBe(false);
    }
  });

  it('of cards change with every digit', () => {
    const number = '6200000000000005';
    expect(passesLuhn(number)).toBe(true);
    for (let at = 0; at < number.length; at++) {
      const digit = (Number(number[at]) + 1) % 10;
      expect(passesLuhn(number.slice(0, at) + digit + number.slice(at + 1)), `place ${at}`).toBe(false);
    }
  });
});
