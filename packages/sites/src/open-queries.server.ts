import type { Prisma, Transaction } from '@zhanqun/db';
import type { SiteKind, SiteLevel } from './schema';

/** A site as the open interfaces list it. */
export interface OpenSite {
  id: string;
  parentId: string | null;
  code: string;
  name: string;
  shortName: string;
  divisionCode: string | null;
  level: SiteLevel;
  kind: SiteKind;
  sponsor: string;
  contactAddress: string;
  contactPhone: string;
  officeHours: string;
  siteIdCode: string;
  icpNumber: string;
  psbNumber: string;
  isDemonstration: boolean;
  createdAt: Date;
}

const view = {
  id: true,
  parentId: true,
  code: true,
  name: true,
  shortName: true,
  divisionCode: true,
  level: true,
  kind: true,
  sponsor: true,
  contactAddress: true,
  contactPhone: true,
  officeHours: true,
  siteIdCode: true,
  icpNumber: true,
  psbNumber: true,
  isDemonstration: true,
  createdAt: true,
} as const;

export interface OpenSiteFilter {
  level?: SiteLevel | undefined;
  kind?: SiteKind | undefined;
  parentId?: string | undefined;
  /** Id of the last site of the page before. */
  after?: string | undefined;
  limit: number;
}

/** The sites a visitor may see, in the order of their making. */
export async function listOpenSites(tx: Transaction, filter: OpenSiteFilter): Promise<OpenSite[]> {
  const { level, kind, parentId, after, limit } = filter;
  const where: Prisma.SiteWhereInput = {
    ...(level ? { level } : {}),
    ...(kind ? { kind } : {}),
    ...(parentId ? { parentId } : {}),
    ...(after ? { id: { gt: after } } : {}),
  };
  return tx.site.findMany({ where, orderBy: { id: 'asc' }, take: limit, select: view });
}

/** One of them, undefined for a site that does not answer. */
export async function findOpenSite(tx: Transaction, siteId: string): Promise<OpenSite | undefined> {
  return (await tx.site.findUnique({ where: { id: siteId }, select: view })) ?? undefined;
}
