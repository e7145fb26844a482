import { Prisma, type Transaction } from '@zhanqun/db';
import { type PublicItem, shownItems } from './public-rows.server';

/** Results shown at the most; a search that finds more asks for a longer word. */
export const SEARCH_LIMIT = 50;

/** Items of one site whose title or summary holds every word of the query, newest first. */
export async function searchPublicItems(tx: Transaction, siteId: string, query: string): Promise<PublicItem[]> {
  const words = query.split(/\s+/).filter(Boolean).slice(0, 5);
  if (words.length === 0) return [];
  const holds = words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    return Prisma.sql`(i.title ILIKE ${pattern} OR i.summary ILIKE ${pattern})`;
  });
  const placements = Prisma.sql`SELECT * FROM "Placement" q WHERE q."siteId" = ${siteId}`;
  return tx.$queryRaw<PublicItem[]>(Prisma.sql`
    SELECT i.* FROM (${shownItems(placements)}) i WHERE ${Prisma.join(holds, ' AND ')}
    ORDER BY i."firstPublishedAt" DESC, i.id DESC LIMIT ${SEARCH_LIMIT}`);
}
