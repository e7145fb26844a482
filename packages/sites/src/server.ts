export { addAddress } from './commands/add-address.server';
export { choosePrimaryAddress } from './commands/choose-primary-address.server';
export { createRootSite } from './commands/create-root-site.server';
export { createSite } from './commands/create-site.server';
export {
  type BulkOptions,
  type BulkProgress,
  type BulkSite,
  createSitesInBulk,
} from './commands/create-sites-in-bulk.server';
export { editSite } from './commands/edit-site.server';
export { removeAddress } from './commands/remove-address.server';
export { transitionSite } from './commands/transition-site.server';
export { findOpenSite, listOpenSites, type OpenSite } from './open-queries.server';
export {
  getPublicSite,
  getSiteForDesk,
  type ListedSite,
  listSiteAdministrators,
  listSitesAcrossSites,
  type PublicSite,
  type SiteAdministrator,
  type SiteForDesk,
  type SiteRow,
  siteListing,
} from './queries.server';
export type { WrittenSite } from './write-site.server';
