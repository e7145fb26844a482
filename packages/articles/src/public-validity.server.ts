import { Prisma, type Transaction } from '@zhanqun/db';
import type { ValidityEnd } from './schema';

/** Which of these articles, by `siteId/id`, are valid no more, and what is said of them. In one statement. */
export async function listEnded(
  tx: Transaction,
  articles: readonly { siteId: string; articleId: string }[],
): Promise<Map<string, ValidityEnd>> {
  if (articles.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ siteId: string; id: string; end: ValidityEnd }[]>(Prisma.sql`
    SELECT a."siteId", a.id, a."validityEnd"::text AS end
    FROM unnest(${articles.map(({ siteId }) => siteId)}::text[], ${articles.map((one) => one.articleId)}::text[])
      AS w("siteId", id)
    JOIN "Article" a ON a."siteId" = w."siteId" AND a.id = w.id WHERE a."validUntil" <= now()`);
  return new Map(rows.map(({ siteId, id, end }) => [`${siteId}/${id}`, end]));
}
