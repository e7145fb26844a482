import type { Transaction } from '@zhanqun/db';
import { CYCLES, NEVER_DUE } from './cycles';
import { COLUMN_KINDS } from './schema';

const ASKED = JSON.stringify(COLUMN_KINDS.map((kind) => ({ kind, ...CYCLES[kind] })));

/**
 * Brings the dates of columns to what visitors see in them now; called in the transaction of every change to what stands
 * in a column, and of its contract. `correctedAt`: a public text was written anew at that time.
 */
export async function renewDates(
  tx: Transaction,
  siteId: string,
  columnIds: string[],
  { correctedAt }: { correctedAt?: Date } = {},
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Column" c SET "lastItemAt" = n.at,
      "dueOn" = CASE WHEN n.days = 0 THEN ${NEVER_DUE}::date WHEN n.at IS NULL THEN n.made ELSE n.day + n.days END,
      "warnOn" = CASE WHEN n.days = 0 THEN ${NEVER_DUE}::date WHEN n.at IS NULL THEN n.made
        ELSE n.day + n.days - least(n.warn, n.days - 1) END
    FROM (
      SELECT m.*, (m.at AT TIME ZONE 'Asia/Shanghai')::date AS day FROM (
        SELECT k."siteId", k.id, (k."createdAt" AT TIME ZONE 'Asia/Shanghai')::date AS made,
          CASE WHEN k.kind IN ('GROUP', 'TOPIC') OR k."isArchived" THEN 0 ELSE coalesce(k."updateDays", d.days) END AS days,
          coalesce(k."warnDays", d."warnDays") AS warn,
          CASE WHEN newest.at IS NULL OR NOT d."countsCorrections" THEN newest.at
            ELSE greatest(newest.at, k."lastItemAt", ${correctedAt ?? null}::timestamptz) END AS at
        FROM "Column" k
        JOIN json_to_recordset(${ASKED}::json) AS d(kind text, days int, "warnDays" int, "countsCorrections" boolean)
          ON d.kind = k.kind::text
        LEFT JOIN LATERAL (
          SELECT p."firstPublishedAt" AS at FROM "Placement" p
          LEFT JOIN "Article" a ON a."siteId" = p."siteId" AND a.id = p."articleId"
          LEFT JOIN "ContentLink" l ON l."siteId" = p."siteId" AND l.id = p."linkId"
          WHERE p."siteId" = k."siteId" AND p."columnId" = k.id
            AND (a.state = 'PUBLISHED' OR (l.id IS NOT NULL AND is_shared(l."sourceSiteId", l."sourceArticleId")))
          ORDER BY p."firstPublishedAt" DESC, p.id DESC LIMIT 1) newest ON true
        WHERE k."siteId" = ${siteId} AND k.id = ANY (${columnIds}::text[])) m) n
    WHERE c."siteId" = n."siteId" AND c.id = n.id`;
}
