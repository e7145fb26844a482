import { foldText } from '@zhanqun/chinese/fold';
import type { Database } from '@zhanqun/db';
import { asCounter } from '@zhanqun/tenancy/server';

/** Different searches without an answer kept of one site and day; whoever asks nonsense fills no table. */
export const MISSES_PER_DAY = 200;
/** How long they are kept, days. */
export const MISS_DAYS = 90;
const MAX_KEPT_QUERY = 30;

/** Six digits in a row may be a telephone or identity number; an @ is an address. Neither is kept. */
const PERSONAL = /(?:\d[\s\-–—.]?){6,}|@/u;

/** A query as it is counted; undefined when it may say something about a person, or is no word. */
export function missOf(query: string): string | undefined {
  const folded = foldText(query).replace(/\s+/g, ' ').trim();
  const length = [...folded].length;
  if (length < 2 || length > MAX_KEPT_QUERY || PERSONAL.test(folded)) return undefined;
  return folded;
}

/** Counts a search that found nothing at this site. */
export async function recordSearchMiss(
  context: { db: Database; now: Date },
  siteId: string,
  query: string,
): Promise<void> {
  const miss = missOf(query);
  if (!miss) return;
  const { now } = context;
  const today = now.toISOString().slice(0, 10);
  const oldest = new Date(now.getTime() - MISS_DAYS * 86_400_000).toISOString().slice(0, 10);
  await asCounter({ db: context.db, siteId }, async (tx) => {
    const counted = await tx.$executeRaw`
      UPDATE "SearchMiss" SET count = count + 1, "lastAt" = ${now}
      WHERE "siteId" = ${siteId} AND day = ${today}::date AND query = ${miss}`;
    if (counted > 0) return;
    await tx.$executeRaw`DELETE FROM "SearchMiss" WHERE "siteId" = ${siteId} AND day < ${oldest}::date`;
    await tx.$executeRaw`
      INSERT INTO "SearchMiss" AS m ("siteId", day, query, "lastAt")
      SELECT ${siteId}, ${today}::date, ${miss}, ${now}
      WHERE (SELECT count(*) FROM "SearchMiss" WHERE "siteId" = ${siteId} AND day = ${today}::date) < ${MISSES_PER_DAY}
      ON CONFLICT ("siteId", day, query) DO UPDATE SET count = m.count + 1, "lastAt" = EXCLUDED."lastAt"`;
  });
}
