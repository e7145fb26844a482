import { Prisma, type Transaction } from '@zhanqun/db';
import { type IndexWords, MARKS, MAX_TEXT } from './words.server';

/** Keeps what the search knows of new revisions; in the transaction that writes them. */
export async function writeRevisionWords(
  tx: Transaction,
  siteId: string,
  revisions: { revisionId: string; words: IndexWords }[],
): Promise<void> {
  if (revisions.length === 0) return;
  const rows = JSON.stringify(revisions.map(({ revisionId, words }) => ({ revisionId, ...words })));
  await tx.$executeRaw`
    INSERT INTO "RevisionWords" AS w ("siteId", "revisionId", head, lexemes)
    SELECT ${siteId}, r."revisionId", r.head::tsvector, array_to_tsvector(ARRAY(SELECT json_array_elements_text(r.lexemes)))
    FROM json_to_recordset(${rows}::json) AS r("revisionId" text, head text, lexemes json)
    ON CONFLICT ("siteId", "revisionId") DO UPDATE SET head = EXCLUDED.head, lexemes = EXCLUDED.lexemes
    WHERE (w.head, w.lexemes) IS DISTINCT FROM (EXCLUDED.head, EXCLUDED.lexemes)`;
}

/** Which rows of a site are made again. */
export type Selection =
  | { articleIds: string[] }
  | { columnId: string }
  /** Articles with ids above `after`, up to and with `upTo`. */
  | { after: string; upTo: string }
  | 'site';

function among(selection: Selection, article: Prisma.Sql, column: Prisma.Sql): Prisma.Sql {
  if (selection === 'site') return Prisma.sql`true`;
  if ('columnId' in selection) return Prisma.sql`${column} = ${selection.columnId}`;
  if ('articleIds' in selection) return Prisma.sql`${article} = ANY (${selection.articleIds}::text[])`;
  return Prisma.sql`${article} > ${selection.after} AND ${article} <= ${selection.upTo}`;
}

/**
 * The items of a site that every visitor may find: published ones of an online site, in columns that are not hidden.
 * Carried items stand here once, at the site that wrote them.
 */
const VISIBLE = Prisma.sql`"Article" a
  JOIN "Site" s ON s.id = a."siteId" AND s.state = 'ONLINE'
  JOIN "Column" c ON c."siteId" = a."siteId" AND c.id = a."columnId" AND NOT c."isHidden"
  JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"`;

/** Pieces of two to four characters of a column's name, which is changed without anybody reading its items again. */
const COLUMN_NAME = Prisma.sql`
  SELECT coalesce(string_agg('''' || g.gram || ''':1B', ' '), '')::tsvector AS head,
    coalesce(array_agg(g.gram), '{}') AS lexemes
  FROM (
    SELECT DISTINCT substr(n.name, start, size) AS gram
    FROM (SELECT lower(translate(c.name, '''\\ ', '')) AS name) n,
      generate_series(1, char_length(n.name)) start, generate_series(2, 4) size
    WHERE start + size - 1 <= char_length(n.name)) g`;

const FACET = MARKS.facet;
const SHANGHAI = Prisma.sql`(a."firstPublishedAt" AT TIME ZONE 'Asia/Shanghai')`;

/** What results can be narrowed by, as lexemes: one look into one index then answers the whole question. */
const FACETS = Prisma.sql`
  ARRAY[${FACET} || 's' || a."siteId", ${FACET} || 'y' || to_char(${SHANGHAI}, 'YYYY'),
    ${FACET} || 'm' || to_char(${SHANGHAI}, 'YYYYMM'), ${FACET} || 'k' || c.kind::text, ${FACET} || 'l' || s.level::text]
  || ARRAY(SELECT ${FACET} || 'u' || l."ancestorId" FROM "SiteLineage" l WHERE l."siteId" = a."siteId")`;

const COLUMNS = Prisma.sql`"siteId", "articleId", title, summary, text, "firstPublishedAt", year, "columnId",
  "columnName", "columnKind", level, "siteKind", head, lexemes`;

/**
 * Brings the site's rows in the index to what visitors may see now; in the transaction of the change that made it so.
 * A second run changes nothing. Holds the site's row, so that a site going offline and an item going online come one
 * after the other.
 */
export async function projectArticles(tx: Transaction, siteId: string, selection: Selection): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Site" WHERE id = ${siteId} FOR SHARE`;
  const entries = among(selection, Prisma.sql`e."articleId"`, Prisma.sql`e."columnId"`);
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "SearchEntry" e WHERE e."siteId" = ${siteId} AND ${entries}
    AND NOT EXISTS (SELECT 1 FROM ${VISIBLE} WHERE a."siteId" = e."siteId" AND a.id = e."articleId")`);
  const articles = among(selection, Prisma.sql`a.id`, Prisma.sql`a."columnId"`);
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "SearchEntry" AS e (${COLUMNS})
    SELECT a."siteId", a.id, r.title, r.summary, left(r."plainText", ${MAX_TEXT}), a."firstPublishedAt",
      extract(year FROM ${SHANGHAI})::int, c.id, c.name, c.kind, s.level, s.kind,
      coalesce(w.head, '') || n.head, coalesce(w.lexemes, '') || array_to_tsvector(n.lexemes || ${FACETS})
    FROM ${VISIBLE}
    LEFT JOIN "RevisionWords" w ON w."siteId" = r."siteId" AND w."revisionId" = r.id
    CROSS JOIN LATERAL (${COLUMN_NAME}) n
    WHERE a."siteId" = ${siteId} AND a."firstPublishedAt" IS NOT NULL AND ${articles}
    ON CONFLICT ("siteId", "articleId") DO UPDATE SET
      (title, summary, text, year, "columnId", "columnName", "columnKind", level, "siteKind", head, lexemes) =
      (EXCLUDED.title, EXCLUDED.summary, EXCLUDED.text, EXCLUDED.year, EXCLUDED."columnId", EXCLUDED."columnName",
        EXCLUDED."columnKind", EXCLUDED.level, EXCLUDED."siteKind", EXCLUDED.head, EXCLUDED.lexemes)
    WHERE (e.title, e.summary, e.text, e."columnId", e."columnName", e."columnKind", e.head, e.lexemes) IS DISTINCT FROM
      (EXCLUDED.title, EXCLUDED.summary, EXCLUDED.text, EXCLUDED."columnId", EXCLUDED."columnName",
        EXCLUDED."columnKind", EXCLUDED.head, EXCLUDED.lexemes)`);
}

/** Takes all of a site's rows from the index: it goes offline. */
export async function clearSite(tx: Transaction, siteId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM "SearchEntry" WHERE "siteId" = ${siteId}`;
}
