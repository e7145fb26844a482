export type { CountryPart } from './city-plan';
export { DEMONSTRATION_CITY, prepareFirstStart, progressLine } from './first-start.server';
export { type InitialWish, initialise } from './initialise.server';
export {
  DEMONSTRATION_PASSWORD,
  hasDemonstrationAccounts,
  type ProvisionProgress,
  type ProvisionReport,
  provisionCity,
} from './provision-city.server';
export { provisionCountry } from './provision-country.server';
