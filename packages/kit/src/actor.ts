/** Roles are few and granted on a site or on its whole subtree (domain §9.1 least privilege). */
export const ROLES = ['GROUP_ADMIN', 'SITE_ADMIN', 'REVIEWER', 'EDITOR', 'AUDITOR'] as const;
export type Role = (typeof ROLES)[number];

export interface HeldGrant {
  siteId: string;
  role: Role;
  subtree: boolean;
}

/** The right to review of somebody who is away, lent to a deputy for a time. */
export interface LentGrant extends HeldGrant {
  of: { accountId: string; name: string };
}

/** Who acts: an account with what it was granted, or the system itself (CLI, jobs). */
export interface Actor {
  accountId: string;
  name: string;
  /** `SYSTEM` acts for the operator of the machine and is never built from a request. */
  kind: 'ACCOUNT' | 'SYSTEM';
  homeSiteId: string;
  grants: HeldGrant[];
  /** What others have lent; it opens nothing but `LENT_PERMISSIONS`. */
  lent?: LentGrant[];
}
