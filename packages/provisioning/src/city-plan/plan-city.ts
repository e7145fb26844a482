import { CITY_DEPARTMENTS, COUNTY_DEPARTMENTS, departmentTitle } from './departments';
import { type CityDivisions, type Division, readCity } from './divisions';
import { codeBook, labelBook, labelChoices, type NameBook } from './labels';
import { cityOrgan, countyOrgan, isCountyZone, isTown, levelWord, townOrgan, zoneOrgan } from './official-names';
import type { CityPlan, PlannedSite } from './types';

/** Positions among a city's counties, in the order of their division codes. */
const COUNTIES_WITH_DEPARTMENTS = 2;
const PATH_COUNTY = 1;
const OWN_DOMAIN_COUNTY = 6;

/**
 * The sites of one city, parents first: the portal, its departments, then each county with its departments and towns.
 * @throws DomainError INVALID, with a sentence, for codes that stand for no city.
 */
export function planCity(cityCode: string): CityPlan {
  const divisions = readCity(cityCode);
  return new CityPlanner(divisions).plan();
}

/** A county that answers to no city, with its towns: a tree of its own, whose top is the county. */
export function planCounty(county: CityDivisions['counties'][number]): CityPlan {
  return new CityPlanner({ city: county, counties: [], towns: county.towns }).planCounty();
}

class CityPlanner {
  readonly #sites: PlannedSite[] = [];
  readonly #codes = codeBook();

  constructor(private readonly divisions: CityDivisions) {}

  plan(): CityPlan {
    const { city, counties, towns } = this.divisions;
    const labels = labelBook();
    const [cityLabel] = labelChoices(city.name, false);
    const portal: PlannedSite = {
      ...cityOrgan(city.name),
      code: this.#codes.take(cityLabel),
      label: labelBook().take(cityLabel),
      level: 'CITY',
      kind: 'PORTAL',
      parentCode: null,
      divisionCode: city.code,
      blueprintCode: 'city-portal',
      address: 'SUBDOMAIN',
    };
    this.#sites.push(portal);
    const countyLabels = counties.map((county) =>
      labels.take(...labelChoices(county.name, isCountyZone(county.code, county.name))),
    );
    this.#addDepartments(portal, city.name, labels, 'CITY');
    counties.forEach((county, index) => {
      this.#addCounty(portal, county, countyLabels[index] ?? '', index);
    });
    for (const town of towns) this.#addTown(portal, town, labels, 'SUBDOMAIN');
    this.#giveOwnDomain();
    return { cityCode: city.code, cityName: city.name, sites: this.#sites };
  }

  planCounty(): CityPlan {
    const { city, towns } = this.divisions;
    const zone = isCountyZone(city.code, city.name);
    const [label] = labelChoices(city.name, zone);
    const county: PlannedSite = {
      ...(zone ? zoneOrgan(city.name) : countyOrgan(city.name)),
      code: this.#codes.take(label),
      label: labelBook().take(label),
      level: 'COUNTY',
      kind: zone ? 'ZONE' : 'PORTAL',
      parentCode: null,
      divisionCode: city.code,
      blueprintCode: zone ? 'zone' : 'county-portal',
      address: 'SUBDOMAIN',
    };
    this.#sites.push(county);
    const labels = labelBook();
    for (const town of towns) this.#addTown(county, town, labels, 'SUBDOMAIN');
    return { cityCode: city.code, cityName: city.name, sites: this.#sites };
  }

  #addDepartments(parent: PlannedSite, division: string, labels: NameBook, level: 'CITY' | 'COUNTY'): void {
    const municipality = level === 'CITY' && parent.divisionCode?.length === 2;
    for (const department of level === 'CITY' ? CITY_DEPARTMENTS : COUNTY_DEPARTMENTS) {
      const title = departmentTitle(department, municipality);
      const label = labels.take(department.label, `${department.label}-bm`);
      this.#sites.push({
        code: this.#codes.take(level === 'CITY' ? label : `${parent.code}-${label}`),
        label,
        name: `${division}${title}`,
        shortName: `${levelWord(division)}${title}`,
        level,
        kind: 'DEPARTMENT',
        parentCode: parent.code,
        blueprintCode: 'department',
        address: level === 'CITY' ? 'SUBDOMAIN' : 'PATH',
      });
    }
  }

  #addCounty(portal: PlannedSite, county: CityDivisions['counties'][number], label: string, index: number): void {
    const zone = isCountyZone(county.code, county.name);
    const site: PlannedSite = {
      ...(zone ? zoneOrgan(county.name) : countyOrgan(county.name)),
      code: this.#codes.take(label, `${portal.code}-${label}`),
      label,
      level: 'COUNTY',
      kind: zone ? 'ZONE' : 'PORTAL',
      parentCode: portal.code,
      divisionCode: county.code,
      blueprintCode: zone ? 'zone' : 'county-portal',
      address: 'SUBDOMAIN',
    };
    this.#sites.push(site);
    const labels = labelBook();
    if (index < COUNTIES_WITH_DEPARTMENTS) this.#addDepartments(site, county.name, labels, 'COUNTY');
    for (const town of county.towns) this.#addTown(site, town, labels, index === PATH_COUNTY ? 'PATH' : 'SUBDOMAIN');
  }

  #addTown(parent: PlannedSite, town: Division, labels: NameBook, address: PlannedSite['address']): void {
    const channel = isTown(town.name);
    const label = labels.take(...labelChoices(town.name, !channel));
    this.#sites.push({
      ...(channel ? townOrgan(town.name) : zoneOrgan(localName(parent, town.name))),
      code: this.#codes.take(`${parent.code}-${label}`),
      label,
      level: 'TOWN',
      kind: channel ? 'CHANNEL' : 'ZONE',
      parentCode: parent.code,
      divisionCode: town.code,
      blueprintCode: channel ? 'town' : 'zone',
      address,
    });
  }

  /** One site also answers under a domain of its own, so that this way of addressing is always in use. */
  #giveOwnDomain(): void {
    const counties = this.#sites.filter((site) => site.level === 'COUNTY' && site.kind === 'PORTAL');
    const towns = this.#sites.filter((site) => site.level === 'TOWN');
    const owner = counties[Math.min(OWN_DOMAIN_COUNTY, counties.length - 1)] ?? towns[0];
    if (owner) owner.ownDomainAlias = `${owner.label}-gov.localhost`;
  }
}

/** Farms that the register calls nothing but 林场 or 农场 are told apart by their county. */
function localName(parent: PlannedSite, name: string): string {
  return name.length <= 2 ? `${parent.shortName}${name}` : name;
}
