import { RESERVED_LABELS } from '@zhanqun/tenancy/reserved-labels';
import { describe, expect, it } from 'vitest';
import { createSiteInput, editSiteInput, missingFacts, ownDomain, siteFilter, siteLabel } from './schema';

describe('a site label', () => {
  it.each(['a1', 'shuinan', 'shui-nan', '1zhen', 'a'.repeat(63)])('may be %s', (label) => {
    expect(siteLabel.safeParse(label).success).toBe(true);
  });
  it.each(['', '-a', 'a-', 'a_b', 'a.b', '水南', 'a b', 'a'.repeat(64), 'xn--fiqs8s', '../x'])(
    'may not be %j',
    (label) => {
      expect(siteLabel.safeParse(label).success).toBe(false);
    },
  );
  it.each([...RESERVED_LABELS])('may not be the reserved %s', (label) => {
    expect(siteLabel.safeParse(label).success).toBe(false);
    expect(siteLabel.safeParse(label.toUpperCase()).success).toBe(false);
  });
});

describe('an own domain', () => {
  it.each([
    ['www.shuinan.gov.cn', 'www.shuinan.gov.cn'],
    ['WWW.Shuinan.GOV.cn.', 'www.shuinan.gov.cn'],
    ['水南.政务', 'xn--6kr919c.xn--zfr164b'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(ownDomain.parse(typed)).toBe(kept);
  });
  it.each(['', 'localhost', 'a.test:80', 'http://a.test', 'a.test/path', '127.0.0.1', '[::1]', 'a..b', 'a_b.test'])(
    'may not be %j',
    (typed) => {
      expect(ownDomain.safeParse(typed).success).toBe(false);
    },
  );
});

const site = {
  name: '水南镇人民政府',
  shortName: '水南镇',
  label: 'shuinan',
  level: 'TOWN',
  kind: 'PORTAL',
  blueprintCode: 'town',
};

describe('names', () => {
  it.each([
    [1, false],
    [2, true],
    [60, true],
    [61, false],
  ])('a name of %i characters: %s', (length, isRight) => {
    expect(createSiteInput.safeParse({ ...site, name: '名'.repeat(length) }).success).toBe(isRight);
  });
  it.each([
    [0, false],
    [1, true],
    [20, true],
    [21, false],
  ])('a short name of %i characters: %s', (length, isRight) => {
    expect(createSiteInput.safeParse({ ...site, shortName: '名'.repeat(length) }).success).toBe(isRight);
  });
});

describe('the site id code', () => {
  const facts = { name: '水南镇人民政府', shortName: '水南镇', version: 1 };
  it.each(['', '3607020001', 'bm01000001'])('may be %j', (siteIdCode) => {
    expect(editSiteInput.safeParse({ ...facts, siteIdCode }).success).toBe(true);
  });
  it.each(['360702000', '36070200011', 'bm0100001', 'BM01000001', 'abcdefghij'])('may not be %j', (siteIdCode) => {
    expect(editSiteInput.safeParse({ ...facts, siteIdCode }).success).toBe(false);
  });
});

describe('missingFacts', () => {
  const facts = {
    sponsor: 'a',
    contactAddress: 'b',
    contactPhone: 'c',
    siteIdCode: '',
    icpNumber: ' ',
    psbNumber: 'd',
  };
  it('names what a real site lacks', () => {
    expect(missingFacts({ ...facts, isDemonstration: false })).toEqual(['siteIdCode', 'icpNumber']);
  });
  it('asks nothing of a demonstration site', () => {
    expect(missingFacts({ ...facts, isDemonstration: true })).toEqual([]);
  });
});

describe('the filter of the register', () => {
  it('leaves out what is not valid', () => {
    expect(siteFilter.parse({ level: 'VILLAGE', state: 'ONLINE', sort: 'size', pageSize: 'many', after: 'x' })).toEqual(
      {
        state: 'ONLINE',
        sort: 'code',
        after: 'x',
      },
    );
  });
});
