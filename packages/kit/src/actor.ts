/** Roles are few and granted on a site or on its whole subtree (domain §9.1 least privilege). */
export const ROLES = ['GROUP_ADMIN', 'SITE_ADMIN', 'REVIEWER', 'EDITOR', 'AUDITOR'] as const;
export type Role = (typeof ROLES)[number];

export interface HeldGrant {
  siteId: string;
  role: Role;
  subtree: boolean;
}

/** Who acts: an account with what it was granted, or the system itself (CLI, jobs). */
export interface Actor {
  accountId: string;
  name: string;
  /** `SYSTEM` acts for the operator of the machine and is never built from a request. */
  kind: 'ACCOUNT' | 'SYSTEM';
  homeSiteId: string;
  grants: HeldGrant[];
}
