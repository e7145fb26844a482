import type { Transaction } from '@zhanqun/db';
import { oldAddressOf } from './old-address';

export interface NewRedirect {
  /** Within the site; a column's ends with a slash and stands for all addresses below it. */
  path: string;
  target: string;
  /** Addresses below `path` go to the same names below `target`, else to `target` itself. */
  keepsRest?: boolean;
}

/**
 * Leads an address on for good, in the transaction that takes it away. What led to it leads to the target at once, so
 * that nobody is sent twice and never in a circle: the target itself answers and leads nowhere.
 */
export async function recordRedirect(
  tx: Transaction,
  siteId: string,
  { path, target, keepsRest = false }: NewRedirect,
): Promise<void> {
  await tx.redirect.deleteMany({ where: { siteId, path: target } });
  if (keepsRest) await tx.redirect.updateMany({ where: { siteId, target: path }, data: { target } });
  else await tx.redirect.updateMany({ where: { siteId, target: path }, data: { target, keepsRest } });
  await tx.$executeRaw`
    INSERT INTO "Redirect" ("siteId", path, target, "keepsRest") VALUES (${siteId}, ${path}, ${target}, ${keepsRest})
    ON CONFLICT ("siteId", path) DO UPDATE SET target = EXCLUDED.target, "keepsRest" = EXCLUDED."keepsRest"`;
}

/** What led to an address that is gone without another in its place leads nowhere. */
export async function dropRedirectsTo(tx: Transaction, siteId: string, target: string): Promise<void> {
  await tx.redirect.deleteMany({ where: { siteId, target } });
}

/** Feeds have the same names in every column. */
const FEED = /^(rss\.xml|atom\.xml|feed\.json)$/;

/** Where an address that nothing answers at leads. Never asked for one that answers. */
export async function findRedirect(
  tx: Transaction,
  siteId: string,
  path: string,
  search = '',
): Promise<string | undefined> {
  const [, column, rest = ''] = /^(\/c\/[^/]+\/)(.*)$/.exec(path) ?? [];
  const address = column ?? oldAddressOf(path, search);
  if (address === undefined) return undefined;
  const row = await tx.redirect.findFirst({
    where: { siteId, path: address },
    select: { target: true, keepsRest: true },
  });
  if (!row) return undefined;
  return row.keepsRest || FEED.test(rest) ? row.target + rest : row.target;
}
