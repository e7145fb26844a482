import { cityPortal } from './city-portal';
import { countyPortal } from './county-portal';
import { department } from './department';
import { town } from './town';
import type { BuiltInBlueprint } from './types';
import { zone } from './zone';

export type { BuiltInBlueprint } from './types';

/** What every deployment starts with; the office duplicates and edits copies. */
export const BUILT_IN_BLUEPRINTS: readonly BuiltInBlueprint[] = [cityPortal, countyPortal, town, department, zone];
