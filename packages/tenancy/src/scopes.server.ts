import type { Database, Transaction } from '@zhanqun/db';
import type { SiteContext } from './context';

/** Long enough for the bulk commands of one site, the only writers that take more than a moment. */
const BULK_TIMEOUT_MS = 60_000;

/** Reads and writes of one site, in one transaction. The database refuses every other site's rows. */
export function withSite<T>(
  context: Pick<SiteContext, 'db' | 'site'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return context.db.scope(
    {
      role: 'tenant',
      name: `withSite(${context.site.code})`,
      settings: { 'app.site': context.site.id },
      timeout: BULK_TIMEOUT_MS,
    },
    work,
  );
}

/** Reads of one site as its staff sees it, in one snapshot. */
export function readSite<T>(
  context: Pick<SiteContext, 'db' | 'site'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return context.db.scope(
    {
      role: 'tenant',
      name: `readSite(${context.site.code})`,
      settings: { 'app.site': context.site.id },
      snapshot: true,
    },
    work,
  );
}

/** The public reader: published, not withdrawn items of online sites; with a signed preview also of that one site. */
export function asVisitor<T>(
  visit: { db: Database; previewSiteId?: string },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return visit.db.scope(
    {
      role: 'visitor',
      name: 'asVisitor',
      settings: { 'app.preview_site': visit.previewSiteId ?? '' },
      snapshot: true,
    },
    work,
  );
}

/** Counts what visitors of one site looked for and did not find; may do nothing else. */
export function asCounter<T>(
  count: { db: Database; siteId: string },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return count.db.scope({ role: 'counter', name: 'asCounter', settings: { 'app.site': count.siteId } }, work);
}

/** Where a member of staff may look: whole subtrees by their roots, and single sites. */
export interface Reach {
  roots: string[];
  sites: string[];
}

/** Reads across the subtrees of the actor's grants; for functions named `…AcrossSites`. */
export function acrossSites<T>(
  context: { db: Database },
  reach: Reach,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return context.db.scope(
    {
      role: 'staff',
      name: 'acrossSites',
      settings: { 'app.roots': reach.roots.join(','), 'app.sites': reach.sites.join(',') },
      snapshot: true,
    },
    work,
  );
}

/**
 * The tables without a tenant, and the directory of sites. `siteId` is where the event's audit line stands, `siteIds`
 * where the lines of a list of events stand.
 */
export function withPlatform<T>(
  context: { db: Database; siteId?: string; siteIds?: string[] },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return context.db.scope(
    {
      role: 'platform',
      name: 'withPlatform',
      settings: { 'app.site': context.siteId ?? '', 'app.sites': (context.siteIds ?? []).join(',') },
      ...(context.siteIds ? { timeout: BULK_TIMEOUT_MS } : {}),
    },
    work,
  );
}
