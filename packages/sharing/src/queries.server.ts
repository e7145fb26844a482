import { Prisma } from '@zhanqun/db';
import { notFound, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { asVisitor, readSite, type SiteContext } from '@zhanqun/tenancy/server';

export interface SharedItem {
  siteId: string;
  articleId: string;
  title: string;
  summary: string;
  siteName: string;
  firstPublishedAt: Date;
  sharedAt: Date;
  /** This site's link to it, when it carries it already. */
  linkId: string | null;
}

export interface SharedFilter {
  /** Words of the title. */
  q?: string;
  /** `next` of the page before. */
  after?: string;
}

function afterCursor(after: string | undefined): Prisma.Sql {
  const [time, id] = after?.split('_') ?? [];
  if (!time || !id || !/^\d{1,15}$/.test(time)) return Prisma.empty;
  return Prisma.sql`AND (a."sharedAt", a.id) < (${new Date(Number(time))}, ${id})`;
}

/** What the other sites of the group offer to this one, as a visitor may see it; offered last first. */
export async function listSharedItems(context: SiteContext, filter: SharedFilter): Promise<Page<SharedItem>> {
  const { site, db } = context;
  const q = filter.q?.trim().slice(0, 100);
  const named = q ? Prisma.sql`AND r.title ILIKE ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}` : Prisma.empty;
  const rows = await asVisitor({ db, previewSiteId: site.id }, (tx) =>
    tx.$queryRaw<SharedItem[]>(Prisma.sql`
      SELECT a."siteId", a.id AS "articleId", r.title, r.summary, s."shortName" AS "siteName", a."firstPublishedAt",
        a."sharedAt", l.id AS "linkId"
      FROM "Article" a
      JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"
      JOIN "Site" s ON s.id = a."siteId"
      LEFT JOIN "ContentLink" l ON l."siteId" = ${site.id} AND l."sourceSiteId" = a."siteId"
        AND l."sourceArticleId" = a.id
      WHERE a."sharedAt" IS NOT NULL AND a."isShared" AND a."siteId" <> ${site.id} ${named} ${afterCursor(filter.after)}
      ORDER BY a."sharedAt" DESC, a.id DESC LIMIT ${PAGE_SIZE + 1}`),
  );
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  return {
    items,
    ...(rows.length > PAGE_SIZE && last ? { next: `${last.sharedAt.getTime()}_${last.articleId}` } : {}),
  };
}

export interface Carrier {
  siteId: string;
  siteName: string;
  linkId: string;
  createdAt: Date;
}

/** Which sites carry an item of this site, the latest first. Throws NOT_FOUND for an item of another site. */
export async function listCarriers(context: SiteContext, articleId: string): Promise<Carrier[]> {
  const { site, directory } = context;
  const links = await readSite(context, async (tx) => {
    const article = await tx.article.findFirst({ where: { siteId: site.id, id: articleId }, select: { id: true } });
    if (!article) throw notFound();
    return tx.contentLink.findMany({
      where: { sourceSiteId: site.id, sourceArticleId: articleId },
      orderBy: { createdAt: 'desc' },
      select: { siteId: true, id: true, createdAt: true },
    });
  });
  return links.map(({ siteId, id, createdAt }) => ({
    siteId,
    siteName: directory.find(siteId)?.name ?? '',
    linkId: id,
    createdAt,
  }));
}

export interface CarriedItem {
  linkId: string;
  columnId: string;
  columnName: string;
  sourceSiteId: string;
  sourceSiteName: string;
  sourceArticleId: string;
  /** Missing while the source has withdrawn it or shares it no longer. */
  title: string | null;
  firstPublishedAt: Date | null;
  createdByName: string;
  createdAt: Date;
}

/** What this site carries, carried last first; `after` is the `next` of the page before. */
export async function listCarriedItems(
  context: SiteContext,
  { after }: { after?: string } = {},
): Promise<Page<CarriedItem>> {
  const { site, db, directory } = context;
  const links = await readSite(context, (tx) =>
    tx.contentLink.findMany({
      where: { siteId: site.id, ...(after ? { id: { lt: after } } : {}) },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
      select: {
        id: true,
        columnId: true,
        column: { select: { name: true } },
        sourceSiteId: true,
        sourceArticleId: true,
        createdByName: true,
        createdAt: true,
      },
    }),
  );
  const shown = links.slice(0, PAGE_SIZE);
  const sources = await asVisitor({ db }, (tx) =>
    tx.article.findMany({
      where: {
        isShared: true,
        OR: shown.map((link) => ({ siteId: link.sourceSiteId, id: link.sourceArticleId })),
      },
      select: { id: true, firstPublishedAt: true, publishedRevision: { select: { title: true } } },
    }),
  );
  const byId = new Map(sources.map((source) => [source.id, source]));
  const items = shown.map(({ id, column, ...link }) => ({
    ...link,
    linkId: id,
    columnName: column.name,
    sourceSiteName: directory.find(link.sourceSiteId)?.shortName ?? '',
    title: byId.get(link.sourceArticleId)?.publishedRevision?.title ?? null,
    firstPublishedAt: byId.get(link.sourceArticleId)?.firstPublishedAt ?? null,
  }));
  const last = items.at(-1);
  return { items, ...(links.length > PAGE_SIZE && last ? { next: last.linkId } : {}) };
}

export interface OwnSharedItem {
  articleId: string;
  title: string;
  /** False while it is withdrawn: the carriers keep their link and show nothing. */
  isPublished: boolean;
  sharedAt: Date;
  /** Names of the sites that carry it. */
  carriers: string[];
}

/** What this site offers to the others, offered last first, with who carries it. */
export async function listOwnSharedItems(
  context: SiteContext,
  { after }: { after?: string } = {},
): Promise<Page<OwnSharedItem>> {
  const { site, directory } = context;
  const { rows, links } = await readSite(context, async (tx) => {
    const rows = await tx.$queryRaw<{ articleId: string; title: string; state: string; sharedAt: Date }[]>(Prisma.sql`
      SELECT a.id AS "articleId", a.title, a.state::text AS state, a."sharedAt" FROM "Article" a
      WHERE a."siteId" = ${site.id} AND a."isShared" AND a."sharedAt" IS NOT NULL ${afterCursor(after)}
      ORDER BY a."sharedAt" DESC, a.id DESC LIMIT ${PAGE_SIZE + 1}`);
    const links = await tx.contentLink.findMany({
      where: { sourceSiteId: site.id, sourceArticleId: { in: rows.map(({ articleId }) => articleId) } },
      orderBy: { createdAt: 'asc' },
      select: { siteId: true, sourceArticleId: true },
    });
    return { rows, links };
  });
  const items = rows.slice(0, PAGE_SIZE).map(({ state, ...row }) => ({
    ...row,
    isPublished: state === 'PUBLISHED',
    carriers: links
      .filter(({ sourceArticleId }) => sourceArticleId === row.articleId)
      .map(({ siteId }) => directory.find(siteId)?.shortName ?? ''),
  }));
  const last = items.at(-1);
  return {
    items,
    ...(rows.length > PAGE_SIZE && last ? { next: `${last.sharedAt.getTime()}_${last.articleId}` } : {}),
  };
}
