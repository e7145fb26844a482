import { Prisma } from '@zhanqun/db';

/**
 * The newest changes that name any of these tags. Found first and ordered then: by its order alone the planner would
 * read all changes backwards for a rare tag.
 */
export function changesTouching(tags: string[], limit: number): Prisma.Sql {
  return Prisma.sql`
    WITH found AS MATERIALIZED (
      SELECT seq, at, "siteId", cause, tags FROM "PublicChange" WHERE tags && ${tags}::text[])
    SELECT seq, at, "siteId", cause,
      ARRAY(SELECT t FROM unnest(tags) t WHERE t = ANY (${tags}::text[]) LIMIT 50) AS tags
    FROM found ORDER BY seq DESC LIMIT ${limit}`;
}
