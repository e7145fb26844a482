import { filesOf, type ItemFields, keptFields } from '@zhanqun/columns/item-types';
import type { Prisma } from '@zhanqun/db';
import { escapeLike, notFound, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { isKeptSecret, SECRECY_FACTS } from './kept-secret';
import { REVISION_TEXT } from './revision-text';
import type { ArticleState, ScheduledAction, ValidityEnd, WithdrawalKind } from './schema';

export {
  findPublicArticle,
  getPublicArticle,
  isPublicHere,
  type PublicArticle,
  type PublicAttachment,
  type PublicNeighbour,
} from './public-article.server';
export {
  ARCHIVE_PAGE_SIZE,
  type ArchivePage,
  archivePageOf,
  type ColumnWish,
  type CountedColumn,
  countPublicItems,
  findPublicArchivePage,
  listNewsAround,
  listPublicItems,
  listPublicItemsOfColumns,
  type NewsItem,
  type NewsList,
  newsPlaceOf,
} from './public-queries.server';
export type { PublicItem } from './public-rows.server';
export { findTombstone, type Tombstone } from './public-tombstones.server';

/** What is to be done with an item at a time, or could not be done. */
export interface ScheduleView {
  action: ScheduledAction;
  at: Date;
  reason: string;
  kind: WithdrawalKind | null;
  /** Why it was not done at its time; "" while it waits. */
  fault: string;
  askedByName: string;
  askedAt: Date;
  /** The text that becomes public. */
  revisionNumber: number | null;
}

const schedules = {
  orderBy: { action: 'asc' },
  select: {
    action: true,
    at: true,
    reason: true,
    kind: true,
    fault: true,
    askedByName: true,
    askedAt: true,
    revision: { select: { number: true } },
  },
} as const satisfies Prisma.Article$schedulesArgs;

function schedulesOf(
  rows: (Omit<ScheduleView, 'revisionNumber'> & { revision: { number: number } | null })[],
): ScheduleView[] {
  return rows.map(({ revision, ...row }) => ({ ...row, revisionNumber: revision?.number ?? null }));
}

/** When a text of it will be public by itself. */
function publishAtOf(rows: { action: ScheduledAction; at: Date; fault: string }[]): Date | null {
  return rows.find(({ action, fault }) => action === 'PUBLISH' && fault === '')?.at ?? null;
}

/** What is said of an item whose validity has ended; null while it is valid. */
function endedAs(
  { validUntil, validityEnd }: { validUntil: Date | null; validityEnd: ValidityEnd | null },
  now: Date,
): ValidityEnd | null {
  return validUntil && validUntil <= now ? validityEnd : null;
}

export interface ArticleListItem {
  id: string;
  title: string;
  state: ArticleState;
  isShared: boolean;
  columnId: string;
  columnName: string;
  createdByName: string;
  firstPublishedAt: Date | null;
  updatedAt: Date;
  /** The latest text is not the public one. */
  hasUnpublishedText: boolean;
  isInReview: boolean;
  schedules: ScheduleView[];
  endedAs: ValidityEnd | null;
}

export interface ArticleFilter {
  columnId?: string;
  state?: ArticleState;
  /** Only what is to be done at a time, or could not be. */
  isScheduled?: boolean;
  /** Words of the title or the text, all of which must be there. */
  q?: string;
  /** `next` of the page before. */
  after?: string;
}

function cursorOf(row: { updatedAt: Date; id: string }): string {
  return `${row.updatedAt.getTime()}_${row.id}`;
}

function afterCursor(after: string | undefined): Prisma.ArticleWhereInput {
  const [time, id] = after?.split('_') ?? [];
  if (!time || !id || !/^\d{1,15}$/.test(time)) return {};
  const updatedAt = new Date(Number(time));
  // The first says the same as the second and less: from it the index knows where to begin.
  return { updatedAt: { lte: updatedAt }, OR: [{ updatedAt: { lt: updatedAt } }, { id: { gt: id } }] };
}

/** More words say nothing more about which item is meant. */
const MAX_WORDS = 5;

/** Drafts are searched too, so not the index of what is public: the site's own rows, the latest text of each. */
function hasWord(word: string): Prisma.ArticleWhereInput {
  const contains = { contains: escapeLike(word), mode: 'insensitive' } as const;
  return { OR: [{ title: contains }, { latestRevision: { is: { plainText: contains } } }] };
}

/** The site's items for the desk, those worked on last first. */
export async function listArticles(context: SiteContext, filter: ArticleFilter): Promise<Page<ArticleListItem>> {
  const words = filter.q?.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS) ?? [];
  const rows = await readSite(context, (tx) =>
    tx.article.findMany({
      where: {
        siteId: context.site.id,
        ...(filter.columnId ? { columnId: filter.columnId } : {}),
        ...(filter.state ? { state: filter.state } : {}),
        ...(filter.isScheduled ? { schedules: { some: {} } } : {}),
        AND: [...words.map(hasWord), afterCursor(filter.after)],
      },
      orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
      take: PAGE_SIZE + 1,
      select: {
        id: true,
        title: true,
        state: true,
        isShared: true,
        columnId: true,
        column: { select: { name: true } },
        createdByName: true,
        firstPublishedAt: true,
        updatedAt: true,
        latestRevisionId: true,
        publishedRevisionId: true,
        openReviewId: true,
        validUntil: true,
        validityEnd: true,
        schedules,
      },
    }),
  );
  const items = rows
    .slice(0, PAGE_SIZE)
    .map(({ column, latestRevisionId, publishedRevisionId, openReviewId, schedules: planned, ...row }) => ({
      ...row,
      schedules: schedulesOf(planned),
      endedAs: endedAs(row, context.now),
      columnName: column.name,
      hasUnpublishedText: latestRevisionId !== publishedRevisionId,
      isInReview: openReviewId !== null,
    }));
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: cursorOf(last) } : {}) };
}

/** How many items of each state the site has, for the desk. */
export async function countArticlesByState(
  context: SiteContext,
  { most = MOST_ROWS }: { most?: number } = {},
): Promise<Record<ArticleState, number>> {
  const rows = await readSite(
    context,
    (tx) => tx.$queryRaw<{ state: ArticleState; count: number }[]>`
      SELECT s.state::text AS state, c.count FROM unnest(enum_range(NULL::"ArticleState")) AS s(state)
      CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM (
        SELECT 1 FROM "Article" a WHERE a."siteId" = ${context.site.id} AND a.state = s.state LIMIT ${most}::int) x) c`,
  );
  const counts: Record<ArticleState, number> = { DRAFT: 0, PUBLISHED: 0, WITHDRAWN: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}

/** As good as no limit. */
const MOST_ROWS = 2_000_000_000;

export interface RevisionFileView {
  id: string;
  name: string;
  mime: string;
  size: number;
}

export interface RevisionSummary {
  id: string;
  number: number;
  basedOnNumber: number | null;
  title: string;
  editorName: string;
  createdAt: Date;
}

export interface RevisionView extends RevisionSummary {
  articleId: string;
  summary: string;
  body: string;
  source: string;
  author: string;
  keywords: string;
  correctionNote: string;
  fields: ItemFields;
  attachments: RevisionFileView[];
}

export interface ArticleForDesk {
  id: string;
  title: string;
  state: ArticleState;
  columnId: string;
  columnName: string;
  columnCode: string;
  isShared: boolean;
  sharedAt: Date | null;
  firstPublishedAt: Date | null;
  withdrawnAt: Date | null;
  withdrawReason: string;
  withdrawKind: WithdrawalKind | null;
  validUntil: Date | null;
  validityEnd: ValidityEnd | null;
  endedAs: ValidityEnd | null;
  createdByName: string;
  createdAt: Date;
  updatedAt: Date;
  version: number;
  publishedNumber: number | null;
  openReviewId: string | null;
  /** When a text of it will be public by itself. */
  publishAt: Date | null;
  schedules: ScheduleView[];
  latest: RevisionView;
}

const summary = {
  id: true,
  number: true,
  basedOnNumber: true,
  title: true,
  editorName: true,
  createdAt: true,
} as const;

const revision = {
  ...summary,
  ...REVISION_TEXT,
  articleId: true,
  files: {
    where: { use: 'ATTACHMENT' },
    orderBy: { position: 'asc' },
    select: { file: { select: { id: true, name: true, mime: true, size: true } } },
  },
} as const satisfies Prisma.ArticleRevisionSelect;

function viewOf({
  files,
  fields,
  ...row
}: Omit<RevisionView, 'attachments' | 'fields'> & {
  files: { file: RevisionFileView }[];
  fields: unknown;
}): RevisionView {
  const kept = keptFields(fields);
  const { videos } = filesOf(kept);
  // A file that a fact names stands there, and not once more below the text.
  const attachments = files.map(({ file }) => file).filter(({ id }) => !videos.includes(id));
  return { ...row, fields: kept, attachments };
}

/** The item with its latest text. Throws NOT_FOUND. */
export async function getArticleForDesk(context: SiteContext, articleId: string): Promise<ArticleForDesk> {
  const article = await readSite(context, (tx) =>
    tx.article.findFirst({
      where: { siteId: context.site.id, id: articleId },
      select: {
        id: true,
        title: true,
        state: true,
        columnId: true,
        column: { select: { name: true, code: true } },
        isShared: true,
        sharedAt: true,
        firstPublishedAt: true,
        withdrawnAt: true,
        withdrawReason: true,
        withdrawKind: true,
        validUntil: true,
        validityEnd: true,
        createdByName: true,
        createdAt: true,
        updatedAt: true,
        version: true,
        openReviewId: true,
        schedules,
        publishedRevision: { select: { number: true } },
        latestRevision: { select: revision },
      },
    }),
  );
  if (!article?.latestRevision) throw notFound();
  const { column, publishedRevision, latestRevision, schedules: planned, ...rest } = article;
  return {
    ...rest,
    schedules: schedulesOf(planned),
    publishAt: publishAtOf(planned),
    endedAs: endedAs(rest, context.now),
    columnName: column.name,
    columnCode: column.code,
    publishedNumber: publishedRevision?.number ?? null,
    latest: viewOf(latestRevision),
  };
}

/** All revisions of an item, the latest first. Throws NOT_FOUND. */
export async function listRevisions(context: SiteContext, articleId: string): Promise<RevisionSummary[]> {
  const rows = await readSite(context, (tx) =>
    tx.articleRevision.findMany({
      where: { siteId: context.site.id, articleId },
      orderBy: { number: 'desc' },
      select: summary,
    }),
  );
  if (rows.length === 0) throw notFound();
  return rows;
}

/** One revision with its whole text. Throws NOT_FOUND. */
export async function getRevision(context: SiteContext, articleId: string, number: number): Promise<RevisionView> {
  const row = await readSite(context, (tx) =>
    tx.articleRevision.findFirst({ where: { siteId: context.site.id, articleId, number }, select: revision }),
  );
  if (!row) throw notFound('版本');
  return viewOf(row);
}

export interface PreviewRevision extends RevisionView {
  columnId: string;
  firstPublishedAt: Date | null;
}

/** The revision that a signed preview opens, published or not. The caller has checked the signature. */
export async function findPreviewRevision(
  context: Pick<SiteContext, 'db' | 'site'>,
  articleId: string,
  revisionId: string,
): Promise<PreviewRevision | undefined> {
  const row = await readSite(context, (tx) =>
    tx.articleRevision.findFirst({
      where: { siteId: context.site.id, articleId, id: revisionId },
      select: { ...revision, article: { select: { columnId: true, firstPublishedAt: true, ...SECRECY_FACTS } } },
    }),
  );
  if (!row || isKeptSecret(row.article, row.createdAt)) return undefined;
  const { article, ...view } = row;
  return { ...viewOf(view), columnId: article.columnId, firstPublishedAt: article.firstPublishedAt };
}
