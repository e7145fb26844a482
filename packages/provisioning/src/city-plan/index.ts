export { cityCodes } from './divisions';
export { planCity } from './plan-city';
export type * from './types';
