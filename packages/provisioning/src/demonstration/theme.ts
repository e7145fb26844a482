import type { PlannedSite } from '../city-plan';
import { hash } from './seed';

const OF_COUNTIES = ['emerald-ridge', 'river-blue', 'dusk-plum', 'camphor', 'gannan-hong', 'lake-teal', 'orange-grove'];
const OF_TOWNS = [
  'tea-green',
  'orange-grove',
  'camphor',
  'river-blue',
  'dusk-plum',
  'emerald-ridge',
  'gannan-hong',
  'lake-teal',
];
const OF_DEPARTMENTS = ['slate', 'indigo-dye', 'river-blue', 'lake-teal'];
const OF_ZONES = ['river-blue', 'lake-teal', 'indigo-dye', 'orange-grove'];

/** The theme a demonstration site starts with: neighbours, whose codes follow each other, get different ones. */
export function demonstrationTheme(site: PlannedSite): string {
  if (site.parentCode === null) return 'gannan-hong';
  const number = site.divisionCode === undefined ? hash(site.code) : Number(site.divisionCode);
  const themes =
    site.kind === 'DEPARTMENT'
      ? OF_DEPARTMENTS
      : site.kind === 'ZONE'
        ? OF_ZONES
        : site.level === 'COUNTY'
          ? OF_COUNTIES
          : OF_TOWNS;
  return themes[number % themes.length] ?? 'emerald-ridge';
}
