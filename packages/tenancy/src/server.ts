export { atSite, type Context, type SiteContext, systemActor } from './context';
export { type AddressRecord, type Resolved, SiteDirectory, type SiteRecord } from './directory.server';
export { acrossSites, asCounter, asVisitor, type Reach, readSite, withPlatform, withSite } from './scopes.server';
export { TABLES_NAMING_TWO_SITES, TABLES_READ_ACROSS_SITES, TABLES_WITHOUT_TENANT } from './tables';
