import { type Division, readProvinces } from './divisions';
import { codeBook, labelBook, labelChoices, type NameBook } from './labels';
import { provinceOrgan } from './official-names';
import { planCity, planCounty } from './plan-city';
import type { CityPlan, PlannedSite } from './types';

/** The portal at the top of the whole country's site group. */
export const COUNTRY_CODE = 'quanguo';

/** A site of the country, and the plan of the city that its texts are composed from. */
export interface CountrySite extends PlannedSite {
  origin: { site: PlannedSite; plan: CityPlan };
}

export interface CountryPart {
  /** Only the line down to this city and everything below it, e.g. 3607. */
  city?: string | undefined;
  /** Only so many sites, parents first. */
  atMost?: number | undefined;
}

/**
 * Every division of the country from the province to the town as one tree, parents first: some 45,000 sites, five
 * deep. Departments are no divisions and are left out. A part of it has the same shape, with fewer siblings.
 */
export function planCountry({ city, atMost }: CountryPart = {}): CountrySite[] {
  const planner = new CountryPlanner();
  for (const province of readProvinces()) planner.addProvince(province, city);
  return planner.sites.slice(0, atMost);
}

class CountryPlanner {
  readonly sites: CountrySite[] = [];
  readonly #codes = codeBook();
  readonly #labels = labelBook();

  constructor() {
    this.#addPortal(
      { code: '', name: '全国' },
      { name: '全国政务网站群', shortName: '全国' },
      { code: COUNTRY_CODE, label: COUNTRY_CODE, parentCode: null },
    );
  }

  /** With `only`, nothing but the line to that city. */
  addProvince(province: ReturnType<typeof readProvinces>[number], only: string | undefined): void {
    const isWanted = (code: string) => only === undefined || only === code;
    if (province.isMunicipality) {
      if (isWanted(province.code)) this.#addCity(province, COUNTRY_CODE, this.#labels);
      return;
    }
    const cities = province.cities.filter((city) => isWanted(city.code));
    const counties = only === undefined ? province.counties : [];
    if (cities.length + counties.length === 0) return;
    const organ = provinceOrgan(province.name);
    const label = this.#labels.take(...labelChoices(organ.shortName, false));
    const code = this.#codes.take(label, `${label}-sheng`);
    this.#addPortal(province, organ, { code, label, parentCode: COUNTRY_CODE });
    const labels = labelBook();
    for (const city of cities) this.#addCity(city, code, labels);
    for (const county of counties) this.#addBelow(planCounty(county), code, labels);
  }

  #addPortal(
    division: Division,
    organ: Pick<PlannedSite, 'name' | 'shortName'>,
    place: Pick<PlannedSite, 'code' | 'label' | 'parentCode'>,
  ): void {
    const site: PlannedSite = {
      ...organ,
      ...place,
      level: 'CITY',
      kind: 'PORTAL',
      ...(division.code ? { divisionCode: division.code } : {}),
      blueprintCode: 'city-portal',
      address: 'SUBDOMAIN',
    };
    const alone = { ...site, parentCode: null };
    this.sites.push({
      ...site,
      origin: { site: alone, plan: { cityCode: division.code, cityName: division.name, sites: [alone] } },
    });
  }

  #addCity(city: Division, parentCode: string, labels: NameBook): void {
    this.#addBelow(planCity(city.code), parentCode, labels);
  }

  /** Puts a planned tree below a site: codes become unique in the country, and its top's label among its siblings. */
  #addBelow(plan: CityPlan, parentCode: string, labels: NameBook): void {
    const codes = new Map<string, string>();
    for (const site of plan.sites) {
      if (site.kind === 'DEPARTMENT') continue;
      const { ownDomainAlias: _, ...rest } = site;
      const isTop = site.parentCode === null;
      const code = this.#codes.take(site.code, `${parentCode}-${site.code}`);
      codes.set(site.code, code);
      this.sites.push({
        ...rest,
        code,
        label: isTop ? labels.take(site.label, ...labelChoices(plan.cityName, false)) : site.label,
        parentCode: isTop ? parentCode : (codes.get(site.parentCode ?? '') ?? parentCode),
        origin: { site, plan },
      });
    }
  }
}
