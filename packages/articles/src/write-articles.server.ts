import { recordAudit } from '@zhanqun/audit/server';
import { renewDates } from '@zhanqun/columns/server';
import { type Prisma, Prisma as sql, type Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { recordChanges, tagsOfNewItem } from '@zhanqun/publishing/server';
import { projectArticles, writeRevisionWords } from '@zhanqun/search/server';
import { recordOutput } from '@zhanqun/statistics/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { articleEntry } from './article-row.server';
import { type PreparedRevision, revisionFileRows, revisionRow } from './revision.server';

export interface NewPublished {
  columnId: string;
  firstPublishedAt: Date;
  prepared: PreparedRevision;
}

interface Written extends NewPublished {
  articleId: string;
  revisionId: string;
  ordinal: number;
}

/**
 * Writes published items, oldest first, with the rows that `createArticle` and `publishArticle` would leave: version 2,
 * one revision, the next places of their columns, the audit lines of both and the change line of the publication.
 */
export async function writeArticles(tx: Transaction, context: SiteContext, items: NewPublished[]): Promise<string[]> {
  const { site } = context;
  const inOrder = [...items].sort((a, b) => a.firstPublishedAt.getTime() - b.firstPublishedAt.getTime());
  const next = await takeOrdinals(tx, site.id, inOrder);
  const written = inOrder.map((item) => ({
    ...item,
    articleId: newId(item.firstPublishedAt.getTime()),
    revisionId: newId(item.firstPublishedAt.getTime()),
    ordinal: next.ordinal(item.columnId),
  }));
  await insertRows(tx, context, written);
  await renewDates(tx, site.id, [...new Set(written.map((item) => item.columnId))]);
  const files = written.flatMap((item) => revisionFileRows(site.id, item.revisionId, item.prepared));
  await tx.revisionFile.createMany({ data: files });
  await writeRevisionWords(
    tx,
    site.id,
    written.map(({ revisionId, prepared: { words } }) => ({ revisionId, words })),
  );
  const articleIds = written.map((item) => item.articleId);
  await projectArticles(tx, site.id, { articleIds });
  await recordOutput(tx, site.id, articleIds);
  await recordAudit(
    tx,
    { ...context, siteId: site.id },
    written.flatMap(({ articleId, prepared: { text } }) => [
      articleEntry('article:write', articleId, `新建“${text.title}”`),
      articleEntry('article:publish', articleId, `发布“${text.title}”第 1 版`),
    ]),
  );
  await recordChanges(
    tx,
    site.id,
    written.map(({ columnId, articleId, prepared: { text } }) => ({
      tags: tagsOfNewItem(site, next.column(columnId), articleId),
      cause: `发布“${text.title}”第 1 版`,
    })),
  );
  return articleIds;
}

/** Takes as many places in each column as it gets items; gives them out one by one. */
async function takeOrdinals(
  tx: Transaction,
  siteId: string,
  items: NewPublished[],
): Promise<{
  ordinal(columnId: string): number;
  column(columnId: string): { id: string; kind: string; isHidden: boolean };
}> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item.columnId, (counts.get(item.columnId) ?? 0) + 1);
  const rows = await tx.$queryRaw<{ id: string; lastOrdinal: number; kind: string; isHidden: boolean }[]>`
    UPDATE "Column" c SET "lastOrdinal" = c."lastOrdinal" + n.count, "itemCount" = c."itemCount" + n.count
    FROM unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[]) AS n(id, count)
    WHERE c."siteId" = ${siteId} AND c.id = n.id RETURNING c.id, c."lastOrdinal", c.kind::text, c."isHidden"`;
  const last = new Map(rows.map((row) => [row.id, row.lastOrdinal - (counts.get(row.id) ?? 0)]));
  const columns = new Map(rows.map((row) => [row.id, row]));
  return {
    ordinal: (columnId) => {
      const ordinal = (last.get(columnId) ?? 0) + 1;
      last.set(columnId, ordinal);
      return ordinal;
    },
    column: (columnId) => columns.get(columnId) ?? { id: columnId, kind: '', isHidden: false },
  };
}

/**
 * One statement, because an article names its revisions and a revision its article: the database checks both when the
 * statement ends.
 */
async function insertRows(tx: Transaction, context: SiteContext, written: Written[]): Promise<void> {
  const { site, actor } = context;
  const rows = written.map((item) => {
    const place = { articleId: item.articleId, id: item.revisionId, number: 1, basedOnNumber: null };
    const revision: Prisma.ArticleRevisionCreateManyInput = revisionRow(
      context,
      { ...place, createdAt: item.firstPublishedAt },
      item.prepared,
    );
    return { ...revision, columnId: item.columnId, ordinal: item.ordinal, placementId: newId() };
  });
  await tx.$executeRaw(sql.sql`
    WITH item AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS i(
        "articleId" text, id text, "columnId" text, ordinal int, "placementId" text, "createdAt" timestamptz,
        title text, summary text, body text, "plainText" text, source text, author text,
        keywords text)
    ), articles AS (
      INSERT INTO "Article" ("siteId", id, "columnId", state, title, "latestRevisionId", "publishedRevisionId",
        "firstPublishedAt", "createdById", "createdByName", version, "createdAt", "updatedAt")
      SELECT ${site.id}, "articleId", "columnId", 'PUBLISHED', title, id, id, "createdAt", ${actor.accountId},
        ${actor.name}, 2, "createdAt", "createdAt" FROM item
    ), revisions AS (
      INSERT INTO "ArticleRevision" ("siteId", id, "articleId", number, title, summary, body, "plainText", source,
        author, keywords, "editorId", "editorName", "createdAt")
      SELECT ${site.id}, id, "articleId", 1, title, summary, body, "plainText", source, author, keywords,
        ${actor.accountId}, ${actor.name}, "createdAt" FROM item
    )
    INSERT INTO "Placement" ("siteId", id, "columnId", ordinal, "articleId", "firstPublishedAt")
    SELECT ${site.id}, "placementId", "columnId", ordinal, "articleId", "createdAt" FROM item`);
}
