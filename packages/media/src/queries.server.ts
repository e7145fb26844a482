import type { Transaction } from '@zhanqun/db';
import { notFound, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';

export interface FileRecord {
  /** The site whose store holds the bytes. */
  siteId: string;
  id: string;
  sha256: string;
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
  width: number | null;
  height: number | null;
  createdAt: Date;
}

export const FILE_RECORD = {
  siteId: true,
  id: true,
  sha256: true,
  name: true,
  mime: true,
  size: true,
  width: true,
  height: true,
  createdAt: true,
} as const;

/**
 * A file as a visitor of this site may have it: while a published item shows it here, own or carried, or as the site's
 * logo. A carried item's file belongs to another site: `siteId` of the answer says whose bytes to send.
 */
export async function findPublicFile(tx: Transaction, siteId: string, fileId: string): Promise<FileRecord | undefined> {
  const [row] = await tx.$queryRaw<(FileRecord & ShownBy)[]>`
    SELECT m."siteId", m.id, m.sha256, m.name, m.mime, m.size, m.width, m.height, m."createdAt",
      shown."articleSiteId", shown."articleId", shown."linkId"
    FROM "MediaFile" m LEFT JOIN LATERAL (
      SELECT a."siteId" AS "articleSiteId", a.id AS "articleId", l.id AS "linkId" FROM "RevisionFile" u
      JOIN "Article" a ON a."siteId" = u."siteId" AND a."publishedRevisionId" = u."revisionId"
      LEFT JOIN "ContentLink" l ON l."siteId" = ${siteId} AND l."sourceSiteId" = a."siteId"
        AND l."sourceArticleId" = a.id
      WHERE u."siteId" = m."siteId" AND u."fileId" = m.id AND (a."siteId" = ${siteId} OR l.id IS NOT NULL)
      LIMIT 1) shown ON true
    WHERE m.id = ${fileId} AND (shown."articleId" IS NOT NULL OR (m."siteId" = ${siteId} AND EXISTS (
      SELECT 1 FROM "Site" s WHERE s.id = m."siteId" AND s.theme ->> 'logoFileId' = m.id)))
    LIMIT 1`;
  dependsOn(tx, TAGS.site(siteId));
  if (!row) return undefined;
  const { articleSiteId, articleId, linkId, ...file } = row;
  if (articleSiteId && articleId) dependsOn(tx, TAGS.article(articleSiteId, articleId), TAGS.place(articleSiteId));
  if (linkId && articleSiteId && articleId) {
    dependsOn(tx, TAGS.article(siteId, linkId), TAGS.shared(articleSiteId, articleId));
  }
  return file;
}

/** The item that makes a file public, and the link by which a site carries it. */
interface ShownBy {
  articleSiteId: string | null;
  articleId: string | null;
  linkId: string | null;
}

/** Throws NOT_FOUND. */
export async function getPublicFile(tx: Transaction, siteId: string, fileId: string): Promise<FileRecord> {
  const file = await findPublicFile(tx, siteId, fileId);
  if (!file) throw notFound('文件');
  return file;
}

/** Any file of the site, for its staff. Throws NOT_FOUND. */
export async function getDeskFile(context: SiteContext, fileId: string): Promise<FileRecord> {
  const file = await readSite(context, (tx) =>
    tx.mediaFile.findFirst({ where: { siteId: context.site.id, id: fileId }, select: FILE_RECORD }),
  );
  if (!file) throw notFound('文件');
  return file;
}

export interface FileFilter {
  kind?: 'picture' | 'document';
  /** Id of the last file of the page before. */
  after?: string;
}

/** The site's files, newest first. */
export async function listFiles(context: SiteContext, filter: FileFilter): Promise<Page<FileRecord>> {
  const { kind, after } = filter;
  const rows = await readSite(context, (tx) =>
    tx.mediaFile.findMany({
      where: {
        siteId: context.site.id,
        ...(kind === 'picture' ? { mime: { startsWith: 'image/' } } : {}),
        ...(kind === 'document' ? { NOT: { mime: { startsWith: 'image/' } } } : {}),
        ...(after ? { id: { lt: after } } : {}),
      },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
      select: FILE_RECORD,
    }),
  );
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: last.id } : {}) };
}

/** A file of the one revision that a signed preview opens. The caller has checked the signature. */
export async function findPreviewFile(
  context: Pick<SiteContext, 'db' | 'site'>,
  fileId: string,
  revisionId: string,
): Promise<FileRecord | undefined> {
  const file = await readSite(context, (tx) =>
    tx.mediaFile.findFirst({
      where: { siteId: context.site.id, id: fileId, usages: { some: { revisionId } } },
      select: FILE_RECORD,
    }),
  );
  return file ?? undefined;
}
