/**
 * Tables without a tenant, each with its reason and the roles that may read it. The catalogue test holds this list
 * against the database: every other table has `siteId` first in its primary key and in every foreign key.
 */
export const TABLES_WITHOUT_TENANT: Record<string, { reason: string; readBy: string[] }> = {
  Site: {
    reason: 'is the tenant: its id is the site id',
    readBy: ['visitor', 'tenant', 'staff', 'platform', 'keeper'],
  },
  Account: { reason: 'a person may work for several sites', readBy: ['platform', 'staff', 'keeper'] },
  Grant: { reason: 'names the site it is for, belongs to an account', readBy: ['platform', 'staff', 'keeper'] },
  Session: { reason: 'belongs to an account', readBy: ['platform', 'keeper'] },
  ReviewDeputy: {
    reason: 'belongs to a person, over all sites that the person reviews',
    readBy: ['platform', 'keeper'],
  },
  SignInFailure: { reason: 'is counted before anybody is known', readBy: ['platform', 'keeper'] },
  Notice: { reason: 'belongs to a person, over all sites', readBy: ['platform', 'keeper'] },
  NoticeMail: { reason: 'is the letter of a notice', readBy: ['platform', 'keeper'] },
  Partner: { reason: 'reads the interfaces of the whole group', readBy: ['platform', 'keeper'] },
  RateCount: { reason: 'is counted before anybody is known', readBy: ['platform', 'keeper'] },
  LibraryEntry: { reason: 'is the library of the whole group', readBy: ['platform', 'tenant', 'staff', 'keeper'] },
  CheckRules: { reason: 'holds for the whole group', readBy: ['platform', 'tenant', 'keeper'] },
  GroupWord: { reason: 'is the list of words of the whole group', readBy: ['platform', 'tenant', 'keeper'] },
  GroupWordVersion: {
    reason: 'says what became of the list of words of the whole group',
    readBy: ['platform', 'tenant', 'keeper'],
  },
  SearchRebuild: { reason: 'is one run over all sites', readBy: ['platform', 'keeper'] },
  Job: { reason: 'is taken from one queue by every process', readBy: ['platform', 'keeper'] },
  PublicChange: { reason: 'is read in order over all sites by every process', readBy: ['platform', 'keeper'] },
};

/**
 * Tables of sites that are read across all sites outside the tenant policies, each with its reason and its readers.
 * Every site still writes its own rows only.
 */
export const TABLES_READ_ACROSS_SITES: Record<string, { reason: string; readBy: string[] }> = {
  SearchEntry: {
    reason:
      'holds only what every visitor may see; a policy with a condition would keep the search from its index ' +
      '(555–710 ms instead of 4–6 ms over a million rows)',
    readBy: ['visitor', 'tenant', 'keeper'],
  },
};

/** Tables whose business is to name a second site. */
export const TABLES_NAMING_TWO_SITES = ['ContentLink', 'SiteLineage', 'SiteAddress'];
