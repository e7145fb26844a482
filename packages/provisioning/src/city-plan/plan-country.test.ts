import { describe, expect, it } from 'vitest';
import { COUNTRY_CODE, planCity, planCountry } from './index';

describe('the plan of the whole country', () => {
  const sites = planCountry();

  it('has every division from the province to the town, each code and each address once', () => {
    expect(sites.length).toBeGreaterThan(44_000);
    expect(new Set(sites.map((site) => site.code)).size).toBe(sites.length);
    expect(new Set(sites.map((site) => `${site.parentCode}/${site.label}`)).size).toBe(sites.length);
    expect(sites.filter((site) => site.parentCode === COUNTRY_CODE)).toHaveLength(31);
    for (const { code, label } of sites) {
      expect(code).toMatch(/^[a-z][a-z0-9-]{1,62}$/);
      expect(label).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
    }
  });

  it('puts parents before their children, and no more than 60 below one', () => {
    const children = new Map<string, number>();
    for (const { code, parentCode } of sites) {
      if (parentCode !== null) {
        expect(children.has(parentCode), code).toBe(true);
        children.set(parentCode, (children.get(parentCode) ?? 0) + 1);
      }
      children.set(code, 0);
    }
    expect(Math.max(...children.values())).toBeLessThanOrEqual(60);
  });

  it('keeps counties without a city below their province, and municipalities below the top', () => {
    const parentOf = (divisionCode: string) => {
      const site = sites.find((each) => each.divisionCode === divisionCode);
      return sites.find((each) => each.code === site?.parentCode)?.divisionCode;
    };
    expect(parentOf('429004')).toBe('42');
    expect(parentOf('500101')).toBe('50');
    expect(sites.find((site) => site.divisionCode === '31')?.parentCode).toBe(COUNTRY_CODE);
  });

  it('is the same five levels for one city or a few sites', () => {
    const towns = planCity('3607').sites.filter((site) => site.kind !== 'DEPARTMENT').length;
    const city = planCountry({ city: '3607' });
    expect(city).toHaveLength(towns + 2);
    expect(planCountry({ city: '3607', atMost: 10 })).toEqual(city.slice(0, 10));
    expect(city.slice(0, 4).map((site) => site.shortName)).toEqual(['全国', '江西', '赣州', '章贡区']);
  });
});
