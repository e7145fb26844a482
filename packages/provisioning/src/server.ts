export { DEMONSTRATION_CITY, prepareFirstStart, progressLine } from './first-start.server';
export {
  DEMONSTRATION_PASSWORD,
  hasDemonstrationAccounts,
  type ProvisionProgress,
  type ProvisionReport,
  provisionCity,
} from './provision-city.server';
