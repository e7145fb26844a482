export { cityCodes } from './divisions';
export { planCity } from './plan-city';
export { COUNTRY_CODE, type CountryPart, type CountrySite, planCountry } from './plan-country';
export type * from './types';
