import type { Transaction } from '@zhanqun/db';
import {
  asVisitor,
  atSite,
  type Context,
  readSite,
  type SiteContext,
  withPlatform,
  withSite,
} from '@zhanqun/tenancy/server';
import { projectArticles, writeRevisionWords } from './project.server';
import { indexWords } from './words.server';

const ROW = 'current';
/** Articles of one step, each step its own transaction. */
const BATCH = 200;

export interface RebuildState {
  startedAt: Date;
  finishedAt: Date | null;
  /** Articles of all sites, drafts included. */
  total: number;
  done: number;
}

interface Cursor extends RebuildState {
  siteId: string;
  articleId: string;
}

export interface RebuildOptions {
  onProgress?(state: { done: number; total: number }): void | Promise<void>;
  /** Looked at between steps: the rebuild then throws, and what is done stays done. */
  signal?: AbortSignal;
}

/** Where the last rebuild stands; undefined when there was none. */
export async function findRebuild(context: Pick<Context, 'db'>): Promise<RebuildState | undefined> {
  return withPlatform(context, async (tx) => {
    const row = await tx.searchRebuild.findUnique({
      where: { id: ROW },
      select: { startedAt: true, finishedAt: true, total: true, done: true },
    });
    return row ?? undefined;
  });
}

/** Whether visitors see items and the index has none: a deployment older than its search. */
export async function isIndexMissing(context: Pick<Context, 'db'>): Promise<boolean> {
  return asVisitor(context, async (tx) => {
    const [row] = await tx.$queryRaw<{ isMissing: boolean }[]>`
      SELECT NOT EXISTS (SELECT FROM "SearchEntry") AND EXISTS (SELECT FROM "Placement") AS "isMissing"`;
    return row?.isMissing ?? false;
  });
}

interface RevisionText {
  articleId: string;
  revisionId: string;
  title: string;
  summary: string;
  keywords: string;
  plainText: string;
}

/** The next articles of a site, and the words of their latest and their public text, worked out outside of scopes. */
async function nextBatch(context: SiteContext, after: string) {
  const rows = await readSite(
    context,
    (tx) => tx.$queryRaw<RevisionText[]>`
      SELECT a.id AS "articleId", r.id AS "revisionId", r.title, r.summary, r.keywords, r."plainText"
      FROM (SELECT * FROM "Article" WHERE "siteId" = ${context.site.id} AND id > ${after} ORDER BY id LIMIT ${BATCH}) a
      JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id IN (a."latestRevisionId", a."publishedRevisionId")
      ORDER BY a.id`,
  );
  const articles = new Set(rows.map((row) => row.articleId));
  return {
    last: rows.at(-1)?.articleId,
    count: articles.size,
    revisions: rows.map(({ articleId: _of, revisionId, ...text }) => ({ revisionId, words: indexWords(text) })),
  };
}

/** Held until the end, so that what is withdrawn meanwhile is not brought back by what was read before. */
async function holdArticles(tx: Transaction, siteId: string, after: string, upTo: string): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM "Article" WHERE "siteId" = ${siteId} AND id > ${after} AND id <= ${upTo} ORDER BY id FOR SHARE`;
}

/** Above every identity, however letters are sorted. */
const END = 'z'.repeat(20);

/** One step of one site: the id of the last article done, undefined at the end of the site. */
async function rebuildStep(context: SiteContext, after: string): Promise<{ last: string | undefined; count: number }> {
  const { site } = context;
  const { last, count, revisions } = await nextBatch(context, after);
  await withSite(context, async (tx) => {
    await holdArticles(tx, site.id, after, last ?? END);
    await writeRevisionWords(tx, site.id, revisions);
    await projectArticles(tx, site.id, { after, upTo: last ?? END });
  });
  return { last, count };
}

async function begin(context: Context): Promise<Cursor> {
  const unfinished = await withPlatform(context, (tx) =>
    tx.searchRebuild.findFirst({ where: { id: ROW, finishedAt: null } }),
  );
  if (unfinished) return unfinished;
  let total = 0;
  for (const site of context.directory.all()) {
    total += await readSite(atSite(context, site), (tx) => tx.article.count({ where: { siteId: site.id } }));
  }
  const fresh = { startedAt: context.now, finishedAt: null, siteId: '', articleId: '', done: 0, total };
  await withPlatform(context, (tx) =>
    tx.searchRebuild.upsert({
      where: { id: ROW },
      create: { id: ROW, ...fresh, updatedAt: new Date() },
      update: { ...fresh, updatedAt: new Date() },
    }),
  );
  return fresh;
}

async function keep(context: Context, cursor: Cursor): Promise<void> {
  const { siteId, articleId, done, finishedAt } = cursor;
  await withPlatform(context, (tx) =>
    tx.searchRebuild.updateMany({
      where: { id: ROW },
      data: { siteId, articleId, done, finishedAt, updatedAt: new Date() },
    }),
  );
}

/**
 * Makes the whole index again, site by site in the order of their ids, while everything goes on: what is right already
 * is not written. One that was cut off, even by the end of its process, is taken up at its last step.
 */
export async function rebuildSearch(
  context: Context,
  { onProgress, signal }: RebuildOptions = {},
): Promise<RebuildState> {
  const cursor = await begin(context);
  const sites = context.directory
    .all()
    .filter((site) => site.id >= cursor.siteId)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const site of sites) {
    let after = site.id === cursor.siteId ? cursor.articleId : '';
    for (let isMore = after !== END; isMore; ) {
      signal?.throwIfAborted();
      const { last, count } = await rebuildStep(atSite(context, site), after);
      after = last ?? END;
      isMore = last !== undefined;
      Object.assign(cursor, { siteId: site.id, articleId: after, done: Math.min(cursor.done + count, cursor.total) });
      await keep(context, cursor);
      await onProgress?.({ done: cursor.done, total: cursor.total });
    }
  }
  Object.assign(cursor, { finishedAt: new Date(), done: cursor.total });
  await keep(context, cursor);
  return cursor;
}
